; Installer for Windows, made by Inno Setup 6. Untested: nobody of us has run it yet.
; First "py dev.py build"; then: iscc /DVersion=0.1.0 packaging\windows\ugc-studio.iss
#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0
#endif

[Setup]
AppId={{6E0C3B0E-6C0B-4C7B-9B0B-0E5D8B6C2F41}
AppName=UGC Studio
AppVersion={#Version}
AppPublisher=UGC Studio maintainers
DefaultDirName={autopf}\UGC Studio
DefaultGroupName=UGC Studio
; For one person by default: no administrator is asked for.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\ugc-studio.ico
UninstallDisplayIcon={app}\ugc-studio.exe
OutputDir=..\..\dist
OutputBaseFilename=ugc-studio-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Files]
Source: "..\..\build\frozen\ugc-studio\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\UGC Studio"; Filename: "{app}\ugc-studio.exe"

[Run]
Filename: "{app}\ugc-studio.exe"; Flags: nowait postinstall skipifsilent
