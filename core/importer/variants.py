"""The variants of the new generation: from files, from other variants, and those that stay."""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.errors import UnknownVariantError, WorkspaceError
from core.generations import VariantPart
from core.importer.manifest import read_manifest
from core.indexing import disk_needed
from core.ingest.vector_files.opening import open_vector_file
from core.text import counted, first_few
from core.vectors import VariantFiles, copy_variant, derive_variant, write_variant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.generations import Pointer
    from core.importer.job import Job
    from core.items import ItemStore
    from core.types import Progress


def keep_variants(job: Job, pointer: Pointer, store: ItemStore) -> Pointer:
    """Rows of items that are gone leave the variants that stay."""
    variants = dict(pointer.variants)
    for name, entry in job.old.variants.items():
        if name not in job.request.variants:
            kept = job.attempt(partial(_keep_variant, job, name, entry, store))
            variants[name] = kept or entry
    return replace(pointer, variants=variants)


def _keep_variant(job: Job, name: str, entry: VariantPart, store: ItemStore) -> VariantPart:
    folder = job.path / entry.part
    lost = [key for key in VariantFiles.open(folder).ids() if key not in store]
    if not lost:
        return entry
    part = f"variants/{name}@{job.tag}"
    stored = copy_variant(folder, job.path / part, store.ids, entry.stored, _told(job, name))
    job.say(
        f"variant {name}: {counted(len(lost), 'vector')} of items that are gone left out: "
        f"{first_few(lost)}"
    )
    return VariantPart(part, stored)


def add_variants(job: Job, pointer: Pointer, store: ItemStore) -> Pointer:
    """Store what the request names, and derive what it asks for; faults are the job's."""
    variants = dict(pointer.variants)
    for name, path in job.request.variants.items():
        added = job.attempt(partial(_from_file, job, name, path, store))
        if added:
            variants[name] = added
    for name, (source, dims) in job.request.derived.items():
        made = job.attempt(partial(_derived, job, name, source, dims, variants, store))
        if made:
            variants[name] = made
    return replace(pointer, variants=variants)


def _from_file(job: Job, name: str, path: Path, store: ItemStore) -> VariantPart:
    request = job.request
    source = open_vector_file(path, keys=request.keys.get(name), ids_path=request.ids.get(name))
    described = request.manifests.get(name)
    manifest = {} if described is None else read_manifest(described, source)
    _check_space(job.path, path, disk_needed(source.rows, source.dim))
    part = f"variants/{name}@{job.tag}"
    with ThreadPoolExecutor(max_workers=1) as beside:
        digest = beside.submit(_file_hash, path)
        stored = write_variant(source, job.path / part, store.ids, manifest, _told(job, name))
    stored = replace(stored, source_file=path.name, source_sha256=digest.result())
    job.say(
        f"variant {name}: {counted(stored.rows, 'vector')} of "
        f"{counted(stored.dim, 'dimension')}, "
        f"{stored.normalised:,} scaled to length 1"
    )
    if stored.unknown_ids:
        job.say(
            f"variant {name}: {counted(len(stored.unknown_ids), 'vector')} of unknown items "
            "left out: "
            f"{first_few(stored.unknown_ids)}"
        )
    if stored.rows < len(store):
        have = set(source.ids)
        lacking = [key for key in store.ids if key not in have]
        without = counted(len(lacking), "item")
        job.say(f"variant {name}: {without} without a vector: {first_few(lacking)}")
    return VariantPart(part, stored)


def _derived(
    job: Job,
    name: str,
    source: str,
    dims: int,
    variants: Mapping[str, VariantPart],
    store: ItemStore,
) -> VariantPart:
    entry = variants.get(source)
    if entry is None:
        names = ", ".join(sorted(variants)) or "none"
        raise UnknownVariantError(f'There is no variant "{source}". There are: {names}.')
    _check_space(job.path, job.path / entry.part, disk_needed(entry.stored.rows, dims))
    part = f"variants/{name}@{job.tag}"
    old = job.path / entry.part
    stored = derive_variant(
        source, old, job.path / part, store.ids, entry.stored, dims, _told(job, name)
    )
    job.say(
        f"variant {name}: the first {dims:,} of {entry.stored.dim:,} dimensions of {source}, "
        f"{stored.rows:,} vectors, {stored.normalised:,} scaled to length 1"
    )
    return VariantPart(part, stored)


def keep_slots(old: Pointer, pointer: Pointer) -> Pointer:
    """Every variant keeps its palette slot, a new one takes the lowest that is free."""
    before = old.slots
    kept = {n: replace(v, slot=before.get(n)) for n, v in pointer.variants.items()}
    slots = replace(pointer, variants=kept).slots
    variants = {name: replace(entry, slot=slots[name]) for name, entry in kept.items()}
    return replace(pointer, variants=variants)


def _told(job: Job, name: str) -> Progress:
    """Progress that names the variant."""
    return lambda step, done, every: job.progress(f"{step} of {name}", done, every)


def _file_hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _check_space(path: Path, file: Path, needed: int) -> None:
    free = shutil.disk_usage(path).free
    if needed > free:
        raise WorkspaceError(
            f"{file.name}: storing its vectors takes {needed:,} bytes, the disk has {free:,} free. "
            "Free some space, or check the file."
        )
