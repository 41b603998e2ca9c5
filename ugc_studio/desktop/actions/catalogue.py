"""All actions of the window, in the order of the sheet; pages bind what each does there."""

from __future__ import annotations

from ugc_studio.desktop.actions.spec import ActionSpec, Group, Scope
from ugc_studio.domain.messages import N_

_PHOTOS = Scope.PHOTOS

SORT = (
    ActionSpec("photos.pick", N_("Pick"), Group.SORT, ("P",), _PHOTOS, "flag"),
    ActionSpec("photos.reject", N_("Reject"), Group.SORT, ("X",), _PHOTOS, "x"),
    ActionSpec("photos.unflag", N_("Remove flag"), Group.SORT, ("U",), _PHOTOS, "minus"),
    *(
        ActionSpec(f"photos.rate_{stars}", text, Group.SORT, (str(stars),), _PHOTOS, "star")
        for stars, text in enumerate(
            (N_("No stars"), N_("1 star"), N_("2 stars"), N_("3 stars"), N_("4 stars"), N_("5 stars"))
        )
    ),
    ActionSpec("photos.rate_less", N_("One star less"), Group.SORT, ("[",), _PHOTOS, "star"),
    ActionSpec("photos.rate_more", N_("One star more"), Group.SORT, ("]",), _PHOTOS, "star"),
    ActionSpec(
        "photos.pick_of_group", N_("Pick, reject the rest of the group"), Group.SORT, ("Shift+P",), _PHOTOS, "flag"
    ),
    ActionSpec("photos.trash", N_("Move to the trash"), Group.SORT, ("Del", "Backspace"), _PHOTOS, "trash"),
    ActionSpec("photos.put_back", N_("Put back from the trash"), Group.SORT, (), _PHOTOS, "undo"),
)

LOOK = (
    ActionSpec("view.grid", N_("Grid"), Group.LOOK, ("G",), _PHOTOS, "grid"),
    ActionSpec("view.table", N_("Table"), Group.LOOK, (), _PHOTOS, "table"),
    ActionSpec("view.one", N_("One photo"), Group.LOOK, ("E",), _PHOTOS, "picture"),
    ActionSpec("view.quick", N_("Quick look"), Group.LOOK, ("Space",), _PHOTOS, "eye"),
    ActionSpec("view.compare", N_("Compare"), Group.LOOK, ("C",), _PHOTOS, "compare"),
    ActionSpec("view.zoom", N_("Fit / 100 %"), Group.LOOK, ("Z",), _PHOTOS, "zoom"),
    ActionSpec("view.details", N_("Details"), Group.LOOK, ("I",), _PHOTOS, "details"),
    ActionSpec("view.reveal", N_("Show a blurred photo"), Group.LOOK, ("V",), _PHOTOS, "eye"),
    ActionSpec(
        "view.faces", N_("Show or hide found faces"), Group.LOOK, ("F",), _PHOTOS, "face",
        hint=N_("Found automatically. Others may be present."),
    ),
    ActionSpec(
        "photos.provenance", N_("Where a photo comes from"), Group.LOOK, ("Shift+I",), _PHOTOS, "provenance",
        hint=N_("Its sources, what its file says, its copies, where it was used, and who decided what."),
    ),
    ActionSpec("view.bigger", N_("Bigger thumbnails"), Group.LOOK, ("Ctrl++", "Ctrl+="), icon="plus"),
    ActionSpec("view.smaller", N_("Smaller thumbnails"), Group.LOOK, ("Ctrl+-",), icon="minus"),
    ActionSpec("view.panels", N_("Hide or show the panels"), Group.LOOK, ("F8",), icon="details"),
)

ORGANISE = (
    ActionSpec("photos.all", N_("Select all results"), Group.ORGANISE, ("Ctrl+A",), _PHOTOS),
    ActionSpec("photos.none", N_("Select none"), Group.ORGANISE, ("Ctrl+D",), _PHOTOS),
    ActionSpec("photos.add", N_("Add to a gallery"), Group.ORGANISE, ("B",), _PHOTOS, "galleries"),
    ActionSpec("photos.tags", N_("Tags"), Group.ORGANISE, ("T",), _PHOTOS, "tag"),
    ActionSpec(
        "photos.note_faces", N_("Note a person for each face"), Group.ORGANISE, ("Shift+F",), _PHOTOS, "face",
        hint=N_("Somebody to be named is noted for each found face for which nobody is recorded yet."),
    ),
    ActionSpec("photos.request", N_("Request rights"), Group.ORGANISE, ("R",), _PHOTOS, "send"),
    ActionSpec("photos.hand_over", N_("Hand over for review"), Group.ORGANISE, (), icon="law"),
    ActionSpec("library.save_search", N_("Save search"), Group.ORGANISE, ("Ctrl+S",), icon="save", page="library"),
    ActionSpec("library.clear", N_("Clear all filters"), Group.ORGANISE, ("Ctrl+Shift+F",), page="library"),
)

DUPLICATES = (
    ActionSpec(
        "duplicates.merge", N_("Merge"), Group.DUPLICATES, ("Return", "Enter"), _PHOTOS, "merge", page="duplicates"
    ),
    ActionSpec("duplicates.keep_all", N_("Keep all"), Group.DUPLICATES, ("K",), _PHOTOS, page="duplicates"),
    ActionSpec("duplicates.not", N_("Not duplicates"), Group.DUPLICATES, ("D",), _PHOTOS, page="duplicates"),
    ActionSpec("duplicates.skip", N_("Skip"), Group.DUPLICATES, ("S",), _PHOTOS, "arrow_right", page="duplicates"),
    *(
        ActionSpec(
            f"duplicates.keep_{n}",
            N_("Choose which one to keep"),
            Group.DUPLICATES,
            (str(n),),
            _PHOTOS,
            "keep",
            page="duplicates",
        )
        for n in range(1, 10)
    ),
    ActionSpec("duplicates.exact", N_("Resolve exact copies"), Group.DUPLICATES, (), icon="magic", page="duplicates"),
)

CONSENT = (
    ActionSpec(
        "consent.approve",
        N_("Record and next"),
        Group.CONSENT,
        ("Ctrl+Return", "Ctrl+Enter"),
        icon="cleared",
        page="consent",
    ),
    ActionSpec(
        "consent.ask_again", N_("Ask again"), Group.CONSENT, ("Ctrl+Shift+R",), icon="ask_again", page="consent"
    ),
    ActionSpec(
        "consent.refuse", N_("Record a refusal"), Group.CONSENT, ("Ctrl+Shift+X",), icon="refuse", page="consent"
    ),
    ActionSpec("consent.skip", N_("Skip"), Group.CONSENT, ("Ctrl+Right",), icon="arrow_right", page="consent"),
    ActionSpec(
        "consent.back", N_("Back to the one before"), Group.CONSENT, ("Ctrl+Left",), icon="arrow_left", page="consent"
    ),
    ActionSpec(
        "consent.withdraw",
        N_("Somebody takes back a yes, or objects"),
        Group.CONSENT,
        ("Ctrl+Shift+W",),
        icon="undo",
        hint=N_("One form for a withdrawal and an objection; it blocks at once."),
    ),
    ActionSpec(
        "consent.freeze",
        N_("Freeze publishing"),
        Group.CONSENT,
        icon="freeze",
        hint=N_("A creator, a place, a brand or everything, until legal lifts it."),
    ),
    ActionSpec(
        "consent.people",
        N_("People to watch"),
        Group.CONSENT,
        icon="people",
        hint=N_("What was given in return, employees, and who turns 18."),
    ),
    ActionSpec(
        "consent.paper", N_("Attach a signed paper"), Group.CONSENT, ("Ctrl+Shift+A",), icon="attach",
        hint=N_("A scan, a photo or a PDF of a release form: its code says for which photos it is."),
    ),
    ActionSpec(
        "consent.add_reply", N_("Add a reply"), Group.CONSENT, ("Ctrl+Shift+V",), icon="to_read", page="consent"
    ),
    ActionSpec("consent.form", N_("Print a release form"), Group.CONSENT, ("Ctrl+P",), icon="form"),
    ActionSpec(
        "consent.papers", N_("Papers: register, dossier, access request"), Group.CONSENT, ("Ctrl+Shift+D",), icon="file"
    ),
    ActionSpec("consent.purge", N_("Purge old photos"), Group.CONSENT, (), icon="trash"),
    ActionSpec("consent.proof", N_("Show the proof"), Group.CONSENT, ("Ctrl+Shift+P",), icon="attach"),
)

GALLERIES = (
    ActionSpec("galleries.earlier", N_("Move earlier"), Group.GALLERIES, ("Alt+Left",), _PHOTOS, page="galleries"),
    ActionSpec("galleries.later", N_("Move later"), Group.GALLERIES, ("Alt+Right",), _PHOTOS, page="galleries"),
    ActionSpec("galleries.up", N_("Move a row up"), Group.GALLERIES, ("Alt+Up",), _PHOTOS, page="galleries"),
    ActionSpec("galleries.down", N_("Move a row down"), Group.GALLERIES, ("Alt+Down",), _PHOTOS, page="galleries"),
    ActionSpec(
        "galleries.place", N_("Add to the end"), Group.GALLERIES, ("Return", "Enter"), _PHOTOS, page="galleries"
    ),
    ActionSpec(
        "galleries.remove",
        N_("Take out of the gallery"),
        Group.GALLERIES,
        ("Del", "Backspace"),
        _PHOTOS,
        page="galleries",
    ),
    ActionSpec("galleries.new", N_("New gallery"), Group.GALLERIES, ("Ctrl+N",), icon="plus"),
)

EVERYWHERE = (
    ActionSpec("go.library", N_("Library"), Group.EVERYWHERE, ("Ctrl+1",), icon="library"),
    ActionSpec("go.duplicates", N_("Duplicates"), Group.EVERYWHERE, ("Ctrl+2",), icon="duplicates"),
    ActionSpec("go.consent", N_("Consent"), Group.EVERYWHERE, ("Ctrl+3",), icon="consent"),
    ActionSpec("go.galleries", N_("Galleries"), Group.EVERYWHERE, ("Ctrl+4",), icon="galleries"),
    ActionSpec("go.export", N_("Export"), Group.EVERYWHERE, ("Ctrl+5",), icon="export"),
    ActionSpec("go.settings", N_("Settings"), Group.EVERYWHERE, ("Ctrl+,",), icon="settings"),
    ActionSpec("app.import", N_("Import photos"), Group.EVERYWHERE, ("Ctrl+I",), icon="import"),
    ActionSpec("app.paste", N_("Import what was copied"), Group.EVERYWHERE, ("Ctrl+V",), icon="import"),
    ActionSpec("app.export", N_("Export this gallery"), Group.EVERYWHERE, ("Ctrl+E",), icon="export"),
    ActionSpec("app.search", N_("Search"), Group.EVERYWHERE, ("Ctrl+F",), icon="search"),
    ActionSpec("app.search_here", N_("Search from the photos"), Group.EVERYWHERE, ("/",), _PHOTOS, "search"),
    ActionSpec("app.undo", N_("Undo"), Group.EVERYWHERE, ("Ctrl+Z",), icon="undo"),
    ActionSpec("app.redo", N_("Redo"), Group.EVERYWHERE, ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo"),
    ActionSpec("app.history", N_("History"), Group.EVERYWHERE, ("Ctrl+H",), icon="history"),
    ActionSpec("app.palette", N_("Find a command"), Group.EVERYWHERE, ("Ctrl+K",), icon="command"),
    ActionSpec("app.sheet", N_("Keyboard shortcuts"), Group.EVERYWHERE, ("F1",), icon="keyboard"),
    ActionSpec(
        "app.sheet_here", N_("Keyboard shortcuts, from the photos"), Group.EVERYWHERE, ("?",), _PHOTOS, "keyboard"
    ),
    ActionSpec("app.next_pane", N_("Next pane"), Group.EVERYWHERE, ("F6",)),
    ActionSpec("app.previous_pane", N_("Previous pane"), Group.EVERYWHERE, ("Shift+F6",)),
    ActionSpec("app.appearance", N_("Light or dark"), Group.EVERYWHERE, (), icon="moon"),
    ActionSpec("app.open_library", N_("Open another library"), Group.EVERYWHERE, ("Ctrl+O",), icon="folder_open"),
    ActionSpec("app.open_answer", N_("Open an answer to a review"), Group.EVERYWHERE, (), icon="attach"),
    ActionSpec("app.find_duplicates", N_("Look for duplicates again"), Group.EVERYWHERE, (), icon="duplicates"),
    ActionSpec("app.find_faces", N_("Look for faces in new photos"), Group.EVERYWHERE, (), icon="face"),
    ActionSpec("app.empty_trash", N_("Empty the trash"), Group.EVERYWHERE, (), icon="trash"),
    ActionSpec("app.back_up", N_("Back up now"), Group.EVERYWHERE, (), icon="lock"),
    ActionSpec("app.doctor", N_("Check the library"), Group.EVERYWHERE, (), icon="ok"),
    ActionSpec("library.first_steps", N_("First steps"), Group.EVERYWHERE, (), icon="help"),
    ActionSpec("app.about", N_("About UGC Studio"), Group.EVERYWHERE, (), icon="info"),
    ActionSpec("app.quit", N_("Quit"), Group.EVERYWHERE, ("Ctrl+Q",)),
)

CATALOGUE: tuple[ActionSpec, ...] = (
    *SORT,
    *LOOK,
    *ORGANISE,
    *DUPLICATES,
    *CONSENT,
    *GALLERIES,
    *EVERYWHERE,
)
