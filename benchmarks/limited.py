#!/usr/bin/env python3
"""Whether the language server gets through a whole workspace in little memory.

    limited.py [--memory 512m] [--edits 40] TAIPAN FOLDER FILE

TAIPAN is the launcher, FILE a file below FOLDER.  Starts the server with the memory, opens the file and asks for the
diagnostics of the whole workspace; meanwhile edits the file, waits for its diagnostics, and asks for a hover and a
completion.  Then the same edits when nothing else runs.  Printed: the time of all, how many files and errors were told of,
latencies in ms (median and greatest) and the peak of resident memory.  The number of errors is that of `taipan check` in
the folder.
"""

import argparse
import json
import os
import pathlib
import queue
import statistics
import subprocess
import threading
import time


class Server:
    """A language server and its client's end of the wire."""

    def __init__(self, command, env):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
        self.last, self.waiting, self.parts, self.lock = 0, {}, [], threading.Lock()
        threading.Thread(target=self.read, daemon=True).start()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        with self.lock:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self.process.stdin.flush()

    def read(self):
        while line := self.process.stdout.readline():
            length = int(line.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            message = json.loads(self.process.stdout.read(length))
            if "method" not in message:
                self.waiting.pop(message["id"]).put(message)
            elif message["method"] == "$/progress" and "items" in message["params"]["value"]:
                self.parts.extend(message["params"]["value"]["items"])
            elif message["method"] == "window/logMessage":
                print(message["params"]["message"], flush=True)
            elif "id" in message:
                settings = [{} for _ in message["params"].get("items", [])] if message.get("params") else None
                self.send({"id": message["id"], "result": settings})
        for answer in list(self.waiting.values()):
            answer.put({"error": "the server is gone"})

    def ask(self, method, params):
        """Asks; gives the queue in which the answer will be."""
        self.last += 1
        answer = self.waiting[self.last] = queue.Queue()
        self.send({"id": self.last, "method": method, "params": params})
        return answer

    def request(self, method, params):
        message = self.ask(method, params).get(timeout=600)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        return message["result"]

    def memory(self):
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


class Editor:
    """Types a name that does not exist into a function of a file, takes it out again, and measures."""

    def __init__(self, server, file):
        self.server, self.uri, self.version, self.failed = server, file.as_uri(), 1, 0
        text = file.read_text()
        lines = text.split("\n")
        self.line = next(i for i in range(len(lines) // 2, len(lines)) if lines[i].startswith("        return "))
        self.column = len(lines[self.line]) - 1
        server.send({"method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": self.uri, "languageId": "python", "version": 1, "text": text}}})

    def timed(self, times, method, **more):
        start = time.perf_counter()
        try:
            self.server.request(method, {"textDocument": {"uri": self.uri}, **more})
        except RuntimeError as e:
            self.failed += 1
            print(e, flush=True)
        times.setdefault(method.split("/")[1], []).append((time.perf_counter() - start) * 1000)

    def edit(self, times):
        for typed in ("        not_a_name_at_all\n", ""):
            self.version += 1
            until = self.line if typed else self.line + 1
            change = {"range": {"start": {"line": self.line, "character": 0}, "end": {"line": until, "character": 0}}, "text": typed}
            self.server.send({"method": "textDocument/didChange", "params": {
                "textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]}})
            self.timed(times, "textDocument/diagnostic")
        position = {"line": self.line, "character": self.column}
        self.timed(times, "textDocument/hover", position=position)
        self.timed(times, "textDocument/completion", position=position)


def show(title, times):
    print(title + ": " + ", ".join(f"{k} {statistics.median(v):.0f} (max {max(v):.0f})" for k, v in sorted(times.items())), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("taipan")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("file")
    parser.add_argument("--memory", default="512m")
    parser.add_argument("--edits", type=int, default=40)
    parser.add_argument("--pause", type=float, default=2, help="seconds between two edits while the workspace is checked")
    given = parser.parse_args()
    root = given.folder.resolve()
    server = Server([given.taipan, "server"], dict(os.environ, TAIPAN_MEMORY=given.memory))
    start = time.perf_counter()
    server.request("initialize", {
        "processId": os.getpid(), "rootUri": root.as_uri(), "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
        "initializationOptions": {"diagnostics": {"mode": "workspace"}},
        "capabilities": {"workspace": {"configuration": True, "workspaceFolders": True, "diagnostics": {}},
                         "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}, "completion": {}}}})
    server.send({"method": "initialized", "params": {}})
    editor = Editor(server, root / given.file)
    first = {}
    editor.timed(first, "textDocument/diagnostic")
    show("first diagnostics", first)
    everything = server.ask("workspace/diagnostic", {"previousResultIds": [], "partialResultToken": "all"})
    during, edits = {}, 0
    while everything.empty() and server.process.poll() is None:
        time.sleep(given.pause)
        if edits < given.edits:
            editor.edit(during)
            edits += 1
    answer = everything.get()
    if "error" in answer:
        raise SystemExit(f"workspace/diagnostic: {answer['error']}")
    reports = server.parts + answer["result"]["items"]
    latest = {report["uri"]: [d for d in report.get("items", []) if d["severity"] == 1] for report in reports}
    print(f"workspace: {time.perf_counter() - start:.0f} s, {len(latest)} files, {sum(map(len, latest.values()))} errors", flush=True)
    if during:
        show("meanwhile", during)
    after = {}
    for _ in range(min(given.edits, 10)):
        editor.edit(after)
    show("afterwards", after)
    print(f"peak {server.memory()} MB, {editor.failed} requests failed; {json.dumps(server.request('taipan/status', {}))}", flush=True)
    server.request("shutdown", None)
    server.send({"method": "exit"})
    server.process.wait(20)


if __name__ == "__main__":
    main()
