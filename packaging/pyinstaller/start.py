"""Where the frozen program starts; the decoding processes start here too, and are sent to their work first."""

import multiprocessing

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from ugc_studio.__main__ import run

    run()
