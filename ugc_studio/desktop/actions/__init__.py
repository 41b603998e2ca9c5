"""Every command of the window is one QAction in one registry: menus, key caps, sheet and palette are drawn from it."""
