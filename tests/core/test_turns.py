"""Turns: one at a time, in the order of asking."""

from __future__ import annotations

import gc
import threading
import time
import weakref

import pytest

from core.turns import Turns, turns_at


def test_turns_are_taken_in_the_order_of_asking() -> None:
    turns, order, threads = Turns(), [], []
    turns.acquire()

    def ask(number: int) -> None:
        turns.acquire()
        order.append(number)
        turns.release()

    for number in range(8):
        threads.append(threading.Thread(target=ask, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) <= number:
            time.sleep(0.001)
    turns.release()
    for thread in threads:
        thread.join(30)
    assert order == list(range(8))
    turns.acquire()  # free again
    turns.release()


def test_nobody_shares_a_turn_and_nobody_starves() -> None:
    turns, inside, most, count = Turns(), 0, 0, [0] * 4

    def work(number: int) -> None:
        nonlocal inside, most
        for _ in range(50):
            turns.acquire()
            inside += 1
            most = max(most, inside)
            time.sleep(0)
            inside -= 1
            count[number] += 1
            turns.release()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (most, count) == (1, [50] * 4)


def test_who_asks_again_before_being_done_is_told_instead_of_waiting_forever() -> None:
    turns = Turns()
    with turns:
        with pytest.raises(RuntimeError, match="asked for its turn again"):
            turns.acquire()
        waiting = threading.Thread(target=turns.acquire)
        waiting.start()
    waiting.join(30)
    assert not waiting.is_alive(), "the turn was passed on"


def test_one_place_has_one_line_as_long_as_somebody_uses_it() -> None:
    first = turns_at("here")
    assert turns_at("here") is first
    assert turns_at("there") is not first
    gone = weakref.ref(first)
    del first
    gc.collect()
    assert gone() is None
