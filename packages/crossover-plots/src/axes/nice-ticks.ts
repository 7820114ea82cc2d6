import { decadeOf, powerOfTen } from '../text/numbers.ts';

/** About `count` round numbers (1, 2 or 5 times a power of ten apart) from 0 or below to `largest` or above. */
export function niceTicks(smallest: number, largest: number, count = 5): number[] {
  const from = Math.min(0, smallest);
  const span = largest > from ? largest - from : 1;
  const unit = powerOfTen(decadeOf(span / count));
  const step = unit * ([1, 2, 5].find((multiple) => (multiple * unit * count) / span >= 1) ?? 10);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil((from + span) / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
