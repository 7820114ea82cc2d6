import { Option } from 'commander';
import type { LogLevel } from '@crossover/coordinator';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const satisfies readonly LogLevel[];

/** `--log-level`: how much the log in the data folder says. */
export function logLevelOption(): Option {
  return new Option('--log-level <level>', 'least severe events in the log; debug has every request')
    .choices(levels)
    .default('info' satisfies LogLevel);
}
