"""The whole state of one mock, by one name."""

from pathlib import Path

from iterable_client.mock.ids import Ids
from iterable_client.mock.instance import InstanceError, Project, User
from iterable_client.mock.state.blasts import Blasts
from iterable_client.mock.state.campaigns import Campaigns
from iterable_client.mock.state.catalogs import Catalogs
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import IdentityTakenError, StateError
from iterable_client.mock.state.events import Events, NewEvent
from iterable_client.mock.state.exports import Exports
from iterable_client.mock.state.fields import PROFILE, Fields
from iterable_client.mock.state.forgotten import Forgotten
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.lists import Lists
from iterable_client.mock.state.moments import parse_own_form, to_milliseconds
from iterable_client.mock.state.sends import Sends
from iterable_client.mock.state.subscriptions import Subscriptions
from iterable_client.mock.state.templates import Templates
from iterable_client.mock.state.users import Users, Write
from iterable_client.mock.state.webhooks import Webhooks
from sdk_core.mock.clock import Clock
from sdk_core.mock.database_state import DatabaseState

_OF_THE_START = Write(prefer_user_id=True)


class State(DatabaseState[Database]):
    """All parts of the state, of one database.

    Args:
        project: What is set up. Of its assumptions, those count that hold for every call to a part.
        clock: Shared by all parts.
        ids: Likewise.
        path: The database's file; None for memory.

    Raises:
        WrongFileError: As for `Database`.
        InstanceError: A user of the project cannot be; the message says which one and why.

    >>> from datetime import UTC, datetime
    >>> from iterable_client.mock.instance import load_project
    >>> with State(load_project(), Clock(datetime(2026, 7, 4, tzinfo=UTC)), Ids(1)) as state:
    ...     state.users.count()
    2
    """

    def __init__(self, project: Project, clock: Clock, ids: Ids, path: Path | None = None) -> None:
        self.clock, self.ids = clock, ids
        super().__init__(Database(project, path))
        try:
            self.fields = Fields(self.database)
            self.forgotten = Forgotten(self.database)
            self.users = Users(self.database, self.fields, self.forgotten, clock)
            self.subscriptions = Subscriptions(self.database)
            self.lists = Lists(self.database, clock)
            self.events = Events(self.database, ids)
            self.catalogs = Catalogs(self.database, clock)
            self.templates = Templates(self.database, clock)
            self.campaigns = Campaigns(self.database, clock)
            self.blasts = Blasts(self.database, clock)
            self.sends = Sends(self.database, clock)
            self.webhooks = Webhooks(self.database, clock)
            self.exports = Exports(self.database, clock, ids, project.export_seconds)
            if self.database.is_new:
                self._begin(project)
        except BaseException:
            self.close()
            raise

    def _begin(self, project: Project) -> None:
        """Fill a new database with what is there from the start."""
        with self.transaction():
            self.fields.add(PROFILE, project.fields)
            for name, types in project.event_fields.items():
                self.fields.add_event(name)
                self.fields.add(name, types)
            for list_ in project.lists:
                self.lists.add(list_)
            for catalog in project.catalogs:
                self.catalogs.create(catalog.name)
                self.catalogs.write(catalog.name, catalog.items)
            for template in project.templates:
                self.templates.add(template)
            for campaign in project.campaigns:
                self.campaigns.add(campaign, next(e.medium for e in project.templates if e.id == campaign.template))
            for webhook in project.webhooks:
                self.webhooks.add(webhook)
            for number, user in enumerate(project.users, 1):
                try:
                    self._add(user)
                except StateError as error:
                    raise InstanceError(f"users #{number}: {error}") from error

    def _add(self, user: User) -> None:
        identity = Identity(user.email, user.user_id)
        if self.users.find(identity) is not None:
            raise IdentityTakenError(identity.kind, identity.value)
        number = self.users.write(identity, user.data, _OF_THE_START).number
        for list_id in user.lists:
            self.lists.put(list_id, number)
        self.subscriptions.add(number, "unsubscribedChannelIds", user.unsubscribed_channels)
        self.subscriptions.add(number, "unsubscribedMessageTypeIds", user.unsubscribed_message_types)
        self.subscriptions.add(number, "subscribedMessageTypeIds", user.subscribed_message_types)
        for event in user.events:
            moment = self.clock.now() if event.created is None else parse_own_form(event.created)
            self.fields.add_event(event.name)
            data = self.fields.check(event.name, event.data, create=True).data
            self.events.write(
                number, NewEvent(name=event.name, created=to_milliseconds(moment), id=event.id, data=data)
            )
