"""Lists the groups and makes the pages that have changed, at the end of a build.

The steps, each of which only adds to what must be made:

1. If the code of a function has changed, its pages and groups must be made; if the program has, everything.
2. Pages must be made that aren't in the output folder, whose template or site value has changed, or whose file isn't as
   it was left.
3. The subject says which keys have changed since the last build. The questions with these keys, and those without
   keys, are asked again, but for those whose askers must all be made already: making them asks. If an answer is another
   one, whoever asked must be made.
4. The groups and deferred pages that the site's generators have handed over are compared with those of the last build.
5. Groups are listed again, outer ones first. A member that is no longer listed goes, with its own members.
6. Pages are made.

Each step asks the databases for what has changed. A page that stays costs the status of its file, and nothing else.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import blake2b
from typing import Any

from ..errors import ViewError
from ..keys.fingerprint import DIGEST_BYTES, Fingerprinter
from ..run.build_run import Build, RenderedPage
from ..state.database import DamagedError
from ..state.page_state import ROOT, DuplicateError, ListedMember, Member, PageState, StoredQuestion
from ..state.rows import ViewKey
from .page_groups import DeferredPage, Page, PageFunctions, PageGroup
from .questions import AskedSubject, Noted, UnstorableError, dump_arguments, load_arguments

_PROGRAM = "program"
_VERSION = "version"


class PageMaker:
    """The groups and deferred pages of one build.

    `claim` says whether a page may be written, from its path and template, and raises ViewError if another one has the
    path. `key_of` returns the
    key of a page, from its path, template and the key of its view. `render` returns the bytes of a page, from its path,
    template and view.
    """

    def __init__(
        self,
        build: Build,
        claim: Callable[[str, str], bool],
        key_of: Callable[[str, str, bytes], ViewKey],
        render: Callable[[str, str, object], bytes],
    ) -> None:
        self._build = build
        self._state: PageState = build.pages
        self._claim = claim
        self._key_of = key_of
        self._render = render
        self._roots: list[Page | PageGroup] = []
        self._asked_subject: AskedSubject | None = None
        self._functions = PageFunctions()
        self._function_of: dict[int, Any] = {}  # by number
        self._fingerprinter = Fingerprinter()
        self._knows_changes = False

    def set_subject(self, subject: object) -> None:
        self._asked_subject = AskedSubject(subject)

    def add(self, member: Page | PageGroup) -> None:
        """Notes a group or a deferred page that the site has."""
        if self._asked_subject is None:
            name = member.save_as if isinstance(member, Page) else f"group {member.function.__qualname__}"
            raise ViewError(f"{name}: set_subject has to come before the first DeferredPage or PageGroup")
        self._roots.append(member)

    def make(self) -> bool:
        """Makes what has changed. Returns whether the site has groups or deferred pages, or had them.

        The state is stored by `PageState.commit`, once the pages are in place.

        Raises:
            ViewError: a function or template failed, or two pages have one path.
        """
        if not self._roots and self._state.is_empty:
            return False
        if not self._knows_changes:
            self.find_changes()
        try:
            self._make()
        except (sqlite3.Error, DamagedError) as error:
            self._state.recover_from(error)  # raises it again if it is no damage
            self._find_changes()
            self._make()
        return True

    def find_changes(self) -> None:
        """Takes steps 1 to 3, which need nothing that generators hand over but the site value and the subject."""
        self._asked_subject = self._asked_subject or AskedSubject(None)
        try:
            self._find_changes()
        except (sqlite3.Error, DamagedError) as error:
            self._state.recover_from(error)
            self._find_changes()
        self._knows_changes = True

    def _find_changes(self) -> None:
        self._function_of.clear()
        self._state.begin()
        self._mark_changed_program()
        self._mark_pages_not_in_place()
        self._mark_changed_answers()

    def _make(self) -> None:
        state = self._state
        try:
            state.put_members(ROOT, [self._listed(root, _name_of(root)) for root in self._roots])
        except DuplicateError as error:
            raise ViewError(f"{error} was written already in this build: two pages have one path") from error
        state.mark_groups_of_plain_pages()
        while group := state.next_group():
            self._list_group(group)
        for path in state.paths_of_new_members_twice():
            raise ViewError(f"{path} is listed twice: two pages have one path")
        self._make_pages()
        state.remove_loose()
        self._ask_again(state.unasked_questions())
        self._build.forget_members(state.gone())

    def _mark_changed_program(self) -> None:
        for number, module, name, key in self._state.functions():
            function = self._functions.find(module, name)
            today = self._functions.key(function, name) if function else b""
            if today != key:
                self._state.function_changed(number, today)
        program_key = self._build.program_key
        if self._state.fact(_PROGRAM) != program_key:
            self._state.everything_changed()
            self._state.put_fact(_PROGRAM, program_key)

    def _mark_changed_answers(self) -> None:
        assert self._asked_subject
        subject = self._asked_subject.subject
        version = getattr(subject, "version", "")
        changed_since = getattr(subject, "changed_since", None)
        before = self._state.fact(_VERSION).decode()
        changed = changed_since(before) if changed_since and version and before else None
        self._ask_again(self._state.questions(changed))
        self._state.put_fact(_VERSION, version.encode())

    def _ask_again(self, questions: Iterable[StoredQuestion]) -> None:
        assert self._asked_subject
        for stored in questions:
            today = self._asked_subject.again(stored.question)
            if today is None or today.digest != stored.digest:
                self._state.answer_changed(stored.number)
            if today:
                self._state.put_answer(stored, today.digest, today.keys)

    def _list_group(self, group: Member) -> None:
        assert self._asked_subject
        assert group.inputs is not None
        function, inputs = self._function(group), load_arguments(group.inputs)
        name = f"group {function.__qualname__}{inputs}"
        asked: dict[bytes, Noted] = {}
        try:
            listing = function(self._asked_subject.stand_in(asked), *inputs)
            self._state.put_members(group.number, self._listed_members(group.number, listing, name))
        except (sqlite3.Error, DamagedError, ViewError):
            raise
        except DuplicateError as error:
            raise ViewError(f"{error} is listed twice by {name}: two pages have one path") from error
        except Exception as error:  # the function is the site's, and can raise any error
            raise ViewError(f"{name} failed: {type(error).__name__}: {error}") from error
        self._state.put_trace(group.number, self._begin(group, function), asked.values())

    def _listed_members(self, number: int, listing: Iterable[object], name: str) -> Iterator[ListedMember]:
        for member in listing:
            if not isinstance(member, Page | PageGroup):
                raise ViewError(f"{name} lists a {type(member).__qualname__}: expected Page and PageGroup")
            listed = self._listed(member, name)
            if isinstance(member, Page) and not isinstance(member.view, DeferredPage):
                self._make_plain(number, member, listed.view_key)
            yield listed

    def _listed(self, member: Page | PageGroup, name: str) -> ListedMember:
        deferred: DeferredPage | PageGroup
        if isinstance(member, Page):
            name = f"{member.save_as}: view"
            if not isinstance(member.view, DeferredPage):
                view_key = self._fingerprinter.fingerprint(member.view, name)
                return ListedMember(member.save_as, member.template, None, None, view_key)
            path: str | None = member.save_as
            template: str | None = member.template
            deferred = member.view
        else:
            path = template = None
            deferred = member
        try:
            inputs = dump_arguments(deferred.inputs)
        except UnstorableError as error:
            raise TypeError(f"{name}: an input of {deferred.function.__qualname__}: {error}") from error
        function, key = deferred.function, self._functions.key(deferred.function, name)
        number = self._state.function_number(function.__module__, function.__qualname__, key)
        return ListedMember(path, template, number, inputs, b"")

    def _make_plain(self, group: int, page: Page, view_key: bytes) -> None:
        """Renders a page of plain data, if it isn't in the output folder as it is now."""
        before = self._state.page_of(group, page.save_as)
        key = (page.template, None, view_key)
        same = before is not None and (before.template, before.function, before.trace_key) == key
        if before is None or not same or self._state.is_marked(before.number):
            self._put(page.save_as, page.template, view_key, partial(self._rendered_plain, page))

    def _mark_pages_not_in_place(self) -> None:
        state, outputs = self._state, self._build.outputs
        changed = [*self._build.changed_members()]  # first, since it reads all rows, and finds damage
        if not state.is_of(outputs.token()):
            state.compare(outputs.members())
        state.mark(changed)
        state.mark(outputs.members_made_otherwise(self._is_made_so))

    def _is_made_so(self, key: ViewKey) -> bool:
        """Whether a page with this key would have it today, apart from its view."""
        try:
            return self._key_of("", key.template, key.view_key) == key
        except ViewError:  # there is no such template any more, which matters only if a page still has it
            return False

    def _make_pages(self) -> None:
        last = 0
        while pages := self._state.next_pages(last) or (self._finished_pages() and self._state.next_pages(0)):
            for page in pages:
                last = page.number
                assert page.path is not None
                assert page.template is not None
                render = partial(self._rendered, page, self._function(page))
                if not self._put(page.path, page.template, b"", render, partial(self._settle, page)):
                    self._state.done(page.number)

    def _finished_pages(self) -> bool:
        """Makes what still waits. True: a page's answer that differs from another page's has that one made again."""
        self._build.make_pending()
        return True

    def _put(
        self,
        path: str,
        template: str,
        view_key: bytes,
        render: Callable[[], RenderedPage],
        settle: Callable[[Any], bytes] | None = None,
    ) -> bool:
        """Whether the page may be written at its path. Then it is rendered, now or together with others."""
        if not self._claim(path, template):
            return False
        self._build.put(
            path, self._key_of(path, template, view_key), render, is_light=True, is_member=True, settle=settle
        )
        return True

    def _rendered(self, page: Member, function: Any) -> RenderedPage:
        assert self._asked_subject
        assert page.path is not None
        assert page.template is not None
        assert page.inputs is not None
        asked: dict[bytes, Noted] = {}
        try:
            view = function(self._asked_subject.stand_in(asked), *load_arguments(page.inputs))
        except Exception as error:  # the function is the site's, and can raise any error
            why = f"{type(error).__name__}: {error}"
            raise ViewError(f"{page.path}: {function.__qualname__} failed: {why}") from error
        trace = (self._begin(page, function), tuple(map(tuple, asked.values())))
        return RenderedPage(self._render(page.path, page.template, view), trace)

    def _rendered_plain(self, page: Page) -> RenderedPage:
        return RenderedPage(self._render(page.save_as, page.template, page.view))

    def _settle(self, page: Member, trace: tuple[bytes, tuple[Any, ...]]) -> bytes:
        return self._state.put_trace(page.number, *trace)

    def _begin(self, member: Member, function: Any) -> bytes:
        """A digest of the member's function and inputs, with which its trace begins."""
        assert member.inputs is not None
        key = self._functions.key(function, function.__qualname__)
        return blake2b(key + member.inputs, digest_size=DIGEST_BYTES).digest()

    def _function(self, member: Member) -> Any:
        assert member.function is not None
        if member.function not in self._function_of:
            for number, module, name, _ in self._state.functions():
                self._function_of[number] = self._functions.find(module, name) or f"{name} of {module}"
        function = self._function_of[member.function]
        if isinstance(function, str):
            raise ViewError(f"{member.path or 'a group'}: there is no function {function} any more")
        return function


def _name_of(root: Page | PageGroup) -> str:
    return root.save_as if isinstance(root, Page) else f"group {root.function.__qualname__}"
