"""``asn serve`` as an editor starts and ends it."""

import re
import signal
import socket
import subprocess
import urllib.request
from contextlib import contextmanager

import pytest
from tests.fixtures.console import ASN, inside
from tests.fixtures.projects import report, write
from tests.preview.conftest import TEXT


@contextmanager
def serving(root, *args):
    """The real program, and the line that tells where the page is."""
    # Whoever is started in a shell's background is deaf to Ctrl-C, and so is all that it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen([ASN, "serve", *args], cwd=root, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    try:
        said = running.stderr.readline()
        while "Förhandsvisning: " not in said:
            line = running.stderr.readline()
            assert line, said
            said += line
        yield running, said
    finally:
        running.kill()
        running.wait()
        running.stderr.close()


@pytest.fixture
def root(tmp_path):
    return write(tmp_path / "projekt", report(TEXT))


def test_ctrl_c_ends_it_calmly(root):
    """Also while a page is waiting for news: the program says goodbye, and exits with 0."""
    with serving(root) as (running, said):
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
        page = urllib.request.urlopen(address, timeout=30)
        host, name = page.url.split("/")[2:4]
        run = re.search(rb'data-omgang="([\w-]+)"', page.read())[1].decode()
        with socket.create_connection(host.split(":"), timeout=30) as wire:
            wire.sendall(f"GET /{name}/T1/{run}/999 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            running.send_signal(signal.SIGINT)
            assert running.wait(30) == 0
        assert running.stderr.read().strip() == "Förhandsvisningen är avslutad."


def test_each_run_has_its_own_secret(root):
    """A page of another run can't be answered by this one."""
    runs = set()
    for _ in range(2):
        with serving(root) as (_, said):
            page = urllib.request.urlopen(re.search(r"http://\S+/", said)[0], timeout=30).read()
            runs.add(re.search(rb'data-omgang="([\w-]{43})"', page)[1])
    assert len(runs) == 2


def test_a_busy_port_is_told(root):
    """The editor learns where the page is instead."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(root, "--port", str(port)) as (_, said):
            told = re.match(rf"Porten {port} är upptagen, så sidan finns på (\d+) i stället\.\n", said)
            assert told
            assert f"Förhandsvisning: http://127.0.0.1:{told[1]}/ " in said
            assert told[1] != str(port)


@pytest.mark.parametrize("port", ["0", "80", "65536", "-1"])
def test_a_port_that_cannot_be(port, root):
    """Wrong usage, told in Swedish."""
    ran = inside(root, "serve", f"--port={port}")
    assert (ran.returncode, ran.stderr) == (2, "asn: --port ska vara ett tal från 1024 till 65535.\n")


def test_outside_a_project(tmp_path):
    """There is nothing to show."""
    ran = inside(tmp_path, "serve")
    assert ran.returncode == 2
    assert ran.stderr.startswith("asn: Här finns inget projekt")
