"""What happened to people, grants and devices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact, News


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Fact):
    kind: ClassVar[str] = "person.added"
    person_id: str


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Fact):
    kind: ClassVar[str] = "role.granted"
    person_id: str
    role: str
    scope: str


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Fact):
    kind: ClassVar[str] = "role.ended"
    person_id: str
    role: str
    scope: str


@dataclass(frozen=True, kw_only=True)
class DeviceBound(Fact):
    kind: ClassVar[str] = "device.bound"
    device_id: str
    person_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class DeviceAccepted(Fact):
    kind: ClassVar[str] = "device.accepted"
    device_id: str
    person_id: str


@dataclass(frozen=True, kw_only=True)
class DeviceRevoked(Fact):
    kind: ClassVar[str] = "device.revoked"
    device_id: str
    person_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeviceHeard(News):
    device_id: str
    trade_id: str
