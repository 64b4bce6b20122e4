"""The child process of the local model: llama.cpp's HTTP server while its parent lives."""

import argparse
import importlib
import os
import sys
import time
from pathlib import Path
from typing import Any

SLOTS = 2
CONTEXT_PER_SLOT, CONTEXT_OF_TEXTS = 4096, 512
PROMPT_CACHE_MIB = 256
WARNINGS = 2
WATCH_SECONDS = 0.5


def serve(weights: Path, model: str, threads: int, *, embeds: bool) -> Any:
    engine: Any = importlib.import_module("xllamacpp")
    params = _params(engine, weights, model, threads)
    if embeds:
        params.embedding = True
        params.n_ctx = params.n_batch = params.n_ubatch = SLOTS * CONTEXT_OF_TEXTS
    return engine.Server(params)


def _params(engine: Any, weights: Path, model: str, threads: int) -> Any:
    params = engine.CommonParams()
    params.model.path = str(weights)
    params.model_alias = {model}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * CONTEXT_PER_SLOT
    params.n_gpu_layers = 0
    params.cpuparams.n_threads = threads
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.verbosity = WARNINGS
    # Only the gateway speaks to it: no pages, no view of other people's prompts.
    params.ui = False
    params.endpoint_slots = False
    params.cors_origins = ""
    return params


def outlive_nobody(parent: int) -> None:
    # Not PR_SET_PDEATHSIG: that fires when the thread ends that started us.
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--embeds", action="store_true", help="answer with vectors alone")
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--address-to", type=int, required=True, metavar="FD")
    asked = parser.parse_args()
    try:
        server = serve(asked.weights, asked.model, asked.threads, embeds=asked.embeds)
    except (ImportError, RuntimeError) as error:
        sys.exit(str(error))
    with open(asked.address_to, "w") as parent:
        parent.write(server.listening_address)
    outlive_nobody(asked.parent)


if __name__ == "__main__":
    main()
