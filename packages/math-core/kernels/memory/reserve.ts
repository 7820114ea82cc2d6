/**
 * The memory of an engine's instance: tables first, then what is reserved here, once, when the engine is made. It grows to
 * what is reserved and no further.
 */
let top: usize = __heap_base;

const PAGE_BYTES: usize = 65536;

/** Zeroed bytes at a multiple of 16. The host catches the trap when there is no such memory. */
export function reserve(bytes: usize): usize {
  const start = (top + 15) & ~(<usize>15);
  const end = start + bytes;
  const needed = <i32>((end + PAGE_BYTES - 1) / PAGE_BYTES) - memory.size();
  if (needed > 0 && memory.grow(needed) < 0) unreachable();
  top = end;
  return start;
}
