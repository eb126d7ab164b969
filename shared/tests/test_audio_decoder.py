"""Uploads are decoded in a process that a file may take down: nothing else goes with it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import anyio
import numpy as np
import pytest

from shared.audio import decode_audio
from shared.audio.decoder import AudioDecoder
from shared.errors import AudioTooLong, AudioUnusable, InvalidInput, NotAudio, Unavailable
from shared.settings import REPO_ROOT
from shared.testing.recordings import FORMATS, chirps, through_soundfile

pytestmark = pytest.mark.anyio

FLAC = FORMATS["flac"](1.0)


def is_there(pid: int) -> bool:
    """Whether it still runs; what has ended and was not yet waited for doesn't."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def limits_of(pid: int) -> dict[str, list[str]]:
    """Name → soft and hard limit."""
    lines = Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines()
    return {line[:26].strip(): line[26:].split()[:2] for line in lines}


def end_unseen(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "m4a", "webm opus", "wav 24 bit"])
async def test_it_gives_what_decoding_here_gives(decoder: AudioDecoder, name: str):
    content = FORMATS[name](2.0)
    there = await decoder.decode(content, max_duration_s=5)
    here = decode_audio(content, max_duration_s=5)
    np.testing.assert_array_equal(there.samples, here.samples)
    assert (there.rate_hz, there.clipped_share) == (here.rate_hz, here.clipped_share)


async def test_one_process_takes_one_file_after_the_other(decoder: AudioDecoder):
    await decoder.warm_up()
    before = decoder.waiting_pids()
    for _ in range(5):
        await decoder.decode(FLAC, max_duration_s=5)
        with pytest.raises(NotAudio):
            await decoder.decode(FLAC[:2_000], max_duration_s=5)
    assert decoder.waiting_pids() == before


async def test_a_plain_wav_needs_no_process(decoder: AudioDecoder):
    await decoder.decode(FORMATS["wav"](1.0), max_duration_s=5)
    assert decoder.waiting_pids() == []


async def test_a_refusal_keeps_its_members_and_names_the_callers_field(decoder: AudioDecoder):
    with pytest.raises(AudioTooLong) as refusal:
        await decoder.decode(FLAC, max_duration_s=0.5, field="samples")
    assert refusal.value.members == {"field": "samples", "max_duration_s": 0.5}


async def test_as_many_files_as_there_are_processes_are_decoded_at_once():
    decoder = AudioDecoder(processes=2, cpu_s=3, memory_mb=192)
    try:
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(lambda: decoder.decode(FLAC, max_duration_s=5))
        assert len(decoder.waiting_pids()) == 2
    finally:
        decoder.close()


LONG = through_soundfile(np.tile(chirps(1.0, 48_000), 60), 48_000, format="FLAC")


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
async def test_a_file_over_which_the_process_dies_is_no_audio_and_the_next_is_read(number: int):
    losses: list[str] = []
    decoder = AudioDecoder(processes=1, cpu_s=30, memory_mb=192, on_loss=losses.append)
    await decoder.warm_up()
    (pid,) = decoder.waiting_pids()
    os.kill(pid, signal.SIGSTOP)  # in the middle of the file, as far as anyone can see
    killer = threading.Timer(0.2, lambda: os.kill(pid, number) or os.kill(pid, signal.SIGCONT))
    killer.start()
    try:
        with pytest.raises(NotAudio):
            await decoder.decode(LONG, max_duration_s=120)
        assert losses == ["crash"]
        assert (await decoder.decode(FLAC, max_duration_s=5)).duration_s == 1.0
        assert decoder.waiting_pids() != [pid]
    finally:
        killer.join()
        decoder.close()


async def test_a_process_that_died_unseen_is_replaced(decoder: AudioDecoder):
    await decoder.warm_up()
    end_unseen(*decoder.waiting_pids())
    assert (await decoder.decode(FLAC, max_duration_s=5)).duration_s == 1.0


async def test_a_file_that_takes_too_much_time_is_refused():
    losses: list[str] = []
    decoder = AudioDecoder(processes=1, cpu_s=0.1, memory_mb=192, on_loss=losses.append)
    much = through_soundfile(np.zeros((192_000 * 100, 2)), 192_000, format="FLAC")  # 0.5 s
    try:
        with pytest.raises(AudioUnusable, match="takes longer") as refusal:
            await decoder.decode(much, max_duration_s=120, field="samples")
        assert refusal.value.members["field"] == "samples"
        assert losses == ["time"]
    finally:
        decoder.close()


async def test_a_file_that_takes_too_much_memory_is_refused():
    decoder = AudioDecoder(processes=1, cpu_s=3, memory_mb=4)
    try:
        content = b"fLaC" + bytes(20_000_000)
        with pytest.raises(InvalidInput) as refusal:
            await decoder.decode(content, max_duration_s=120)
        assert refusal.value.status in {415, 422}
        assert (await decoder.decode(FLAC, max_duration_s=5)).duration_s == 1.0
    finally:
        decoder.close()


async def test_a_process_that_stands_still_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shared.audio.decoder._PATIENCE", 1)
    decoder = AudioDecoder(processes=1, cpu_s=0.5, memory_mb=192)
    await decoder.warm_up()
    os.kill(decoder.waiting_pids()[0], signal.SIGSTOP)
    try:
        with pytest.raises(Unavailable, match="too busy"):
            await decoder.decode(FLAC, max_duration_s=5)
        assert (await decoder.decode(FLAC, max_duration_s=5)).duration_s == 1.0
    finally:
        decoder.close()


async def test_the_process_can_open_nothing_and_write_nothing(decoder: AudioDecoder):
    await decoder.warm_up()
    (pid,) = decoder.waiting_pids()
    limits = limits_of(pid)
    for name in ("Max open files", "Max file size", "Max core file size"):
        assert limits[name] == ["0", "0"]
    assert limits["Max address space"][1] != "unlimited"


async def test_the_process_is_given_no_secret(
    decoder: AudioDecoder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("URL_SIGNING_KEY", "hunter2")
    await decoder.warm_up()
    assert b"hunter2" not in environment_of(decoder.waiting_pids()[0])


async def test_closing_ends_the_processes():
    decoder = AudioDecoder(processes=1, cpu_s=3, memory_mb=192)
    await decoder.warm_up()
    (pid,) = decoder.waiting_pids()
    decoder.close()
    assert not is_there(pid)


def test_the_process_ends_with_a_service_that_is_killed():
    script = (
        "import anyio\n"
        "from shared.audio.decoder import AudioDecoder\n"
        "decoder = AudioDecoder(processes=1, cpu_s=3, memory_mb=192)\n"
        "anyio.run(decoder.warm_up)\n"
        "print(decoder.waiting_pids()[0], flush=True)\n"
        "import time; time.sleep(60)\n"
    )
    service = subprocess.Popen(
        [sys.executable, "-c", script], cwd=REPO_ROOT, stdout=subprocess.PIPE, text=True
    )
    assert service.stdout is not None
    pid = int(service.stdout.readline())
    service.kill()
    service.wait()
    service.stdout.close()
    deadline = time.monotonic() + 20
    while is_there(pid):
        assert time.monotonic() < deadline, "the decoder outlives its service"
        time.sleep(0.02)
