"""Programs and people, told apart by address."""

from __future__ import annotations

import pytest

from weaktie.core.readers.mail_automatic import is_list_sender, is_robot, is_set_aside


@pytest.mark.parametrize(
    "email",
    [
        "noreply@firm.example",
        "no-reply@firm.example",
        "no_reply@firm.example",
        "messages-noreply@firm.example",
        "noreply+abc123@firm.example",
        "accountnoreply@firm.example",
        "do-not-reply@firm.example",
        "donotreply@firm.example",
        "dontreply@firm.example",
        "notification@firm.example",
        "notifications@firm.example",
        "calendar-notification@times.example",
        "mailer-daemon@firm.example",
        "postmaster@firm.example",
        "bounces@firm.example",
        "bounce-12345@firm.example",
        "alerts@firm.example",
        "security-alerts@firm.example",
        "alert@firm.example",
        "nicht-antworten@firm.example",
        "ne-pas-repondre@firm.example",
        "newsletter@firm.example",
        "unsubscribe@firm.example",
        "x@bounces.firm.example",
        "abc@group.calendar.google.com",
    ],
)
def test_these_are_robots(email: str):
    assert is_robot("", email)


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Peter Alert", "alert@uni.example"),
        ("Jan Alert", "jan.alert@firm.example"),
        ("Bruno Respondek", "bruno.respondek@firm.example"),
        ("Arno Replyson", "arno.replyson@firm.example"),
        ("", "info@small-firm.example"),
        ("", "hello@small-firm.example"),
        ("", "sales@small-firm.example"),
        ("Ada Quill", "ada+newsjob@post.example"),
        ("Nora Eply", "nora.eply@firm.example"),
        ("Omar", "omar@notifications.example"),
        ("Matt Daemon", "daemon@films.example"),
    ],
)
def test_these_are_people(name: str, email: str):
    assert not is_robot(name, email)


def test_list_programs_show_as_senders():
    assert is_list_sender("owner-rowing@lists.example")
    assert is_list_sender("rowing-bounces@lists.example")
    assert is_list_sender("rowing-bounces+ada=post.example@lists.example")
    assert not is_list_sender("omar@north.example")
    assert not is_list_sender("office-admin@north.example")


def test_labels_put_aside_in_many_languages_and_never_by_part_of_a_word():
    assert is_set_aside("Inbox,Spam")
    assert is_set_aside('Papierkorb,"Geöffnet"')
    assert is_set_aside("Corbeille")
    assert is_set_aside("下書き")
    assert not is_set_aside("Inbox,Antispam project,Draft beer,Trash talk")
    assert not is_set_aside("")
