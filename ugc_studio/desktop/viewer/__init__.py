"""One picture to look into: fitted or at full size, panned and zoomed, alone or together with others."""
