import { nearMiss } from '../../specification/near-miss.ts';

/** Fields of an experiment that are not of a part. */
const EXPERIMENT_FIELDS = ['name', 'title', 'question', 'figures'] as const;

/** Fields of a part, which a file of one part may have at its top. */
const PART_FIELDS = ['label', 'base', 'axes', 'replicas', 'theory', 'simulation'] as const;

/** An experiment as a file says it, in the full form. */
export interface FullForm {
  readonly experiment: unknown;
  /** Where something of the full form stands in the file. */
  readonly pathInFile: (path: readonly string[]) => readonly string[];
}

/**
 * A file of one part may leave out `parts` and say `base`, `axes`, `replicas`, `theory`, … at its top. The name may be left out
 * too: it is that of the file.
 */
export function fullForm(value: unknown, fileName: string): FullForm {
  if (!isRecord(value)) return { experiment: value, pathInFile: (path) => path };
  const named = 'name' in value ? value : { ...nameOfFile(fileName), ...value };
  const isShort = !('parts' in value) && PART_FIELDS.some((field) => field in value);
  if (!isShort) return { experiment: named, pathInFile: (path) => path };
  const entries = Object.entries(named);
  const ofExperiment: readonly string[] = EXPERIMENT_FIELDS;
  // A misspelt field is handed to where the field would be that it was meant to be.
  const isOfPart = ([field]: [string, unknown]) =>
    !ofExperiment.includes(nearMiss(field, [...EXPERIMENT_FIELDS, ...PART_FIELDS]) ?? field);
  return {
    experiment: {
      ...Object.fromEntries(entries.filter((entry) => !isOfPart(entry))),
      parts: [Object.fromEntries(entries.filter(isOfPart))],
    },
    pathInFile: ([parts, index, ...inside]) =>
      parts === 'parts' && index === '0'
        ? inside
        : [parts, index, ...inside].filter((step) => step !== undefined),
  };
}

/** The fields of a part that a file has at its top beside `parts`. */
export function strayPartFields(value: unknown): string[] {
  return isRecord(value) && 'parts' in value ? PART_FIELDS.filter((field) => field in value) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOfFile(fileName: string): { readonly name?: string } {
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z0-9]+$/, '');
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) ? { name } : {};
}
