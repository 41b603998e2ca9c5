#!/bin/bash
# Makes a disk image of the program. Untested: written for macOS 13 or newer, where nobody of us has run it yet.
# First "python3 dev.py build"; then this. IDENTITY names a "Developer ID Application" certificate; without it the
# program is signed for this machine only, and others must allow it in the system settings.
set -euo pipefail
cd "$(dirname "$0")/../.."
app="build/frozen/UGC Studio.app"
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' ugc_studio/__init__.py)
cp -R build/frozen/ugc-studio/licences "$app/Contents/Resources/licences"
codesign --force --deep --options runtime --sign "${IDENTITY:--}" "$app"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "UGC Studio" -srcfolder "$stage" -format UDZO -ov "dist/ugc-studio-$version.dmg"
