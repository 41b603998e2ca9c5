"""From untrusted bytes to facts and pictures: the only layer that touches Pillow, numpy, OpenCV and imagehash."""
