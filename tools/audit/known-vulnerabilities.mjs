import { spawn } from 'node:child_process';

const FAILING = new Set(['high', 'critical']);

/** A registry that does not answer by then will not. */
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Known vulnerabilities of what is installed for use, as the registry knows them. One that cannot be asked (there is no
 * network, or a mirror has no advisories) is no fault of the project: then nothing is found, and `lines` says so.
 *
 * @param {string} folder of the package whose lock file is looked at
 * @returns {Promise<{lines: string[], failing: number}>} what to print, and how many are high or critical
 */
export async function knownVulnerabilities(folder) {
  const { report, failure } = await audit(folder);
  const counts = report?.metadata?.vulnerabilities;
  if (counts === undefined) {
    const reason = failure || report?.error?.summary || report?.message || 'no answer that is understood';
    return {
      lines: [`SKIPPED: the registry could not be asked about vulnerabilities (${reason}).`],
      failing: 0,
    };
  }
  const found = Object.values(report.vulnerabilities ?? {});
  const failing = found.filter(({ severity }) => FAILING.has(severity)).length;
  return {
    lines: [
      ...found.map(({ name, severity, range }) => `${severity}: ${name} ${range}`),
      `Known vulnerabilities: ${found.length}, of which high or critical: ${failing}.`,
    ],
    failing,
  };
}

/** What npm says, which ends with 1 when it has found something. `report` is undefined when it is no JSON. */
function audit(folder) {
  const words = [
    'audit',
    '--omit=dev',
    '--json',
    '--loglevel=error',
    '--fetch-retries=0',
    '--fetch-timeout=20000',
  ];
  return new Promise((resolve) => {
    const npm = spawn('npm', words, {
      cwd: folder,
      timeout: PATIENCE_MILLISECONDS,
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    let said = '';
    npm.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    npm.on('error', ({ message }) => resolve({ failure: message }));
    npm.on('close', (_code, signal) => {
      const failure = signal === null ? undefined : `no answer in ${PATIENCE_MILLISECONDS / 1000} s`;
      resolve({ report: parsed(said), failure });
    });
  });
}

/** npm prints prose when it fails early. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
