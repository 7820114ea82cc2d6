/**
 * `npm test`: sets up what is missing, then lints, type-checks and runs every suite, asks the registry about known
 * vulnerabilities meanwhile, and ends with one line that adds up all tests. A check that fails without being a test
 * (lint, types, build, vulnerabilities) counts as one failure.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { knownVulnerabilities } from '../audit/known-vulnerabilities.mjs';
import { nxProgram } from '../setup/build.mjs';
import { environmentWith } from '../setup/node-runtime.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';
import { ensureBrowser } from './browser.mjs';
import { startPostgres } from './postgres-server.mjs';

const targets = ['lint', 'typecheck', 'test'];

await main(async () => {
  const { node, log } = setUp({ build: false });
  const browser = ensureBrowser(log);
  const database = await startPostgres(log);
  removeReports();
  const audited = knownVulnerabilities(root);
  let failedTasks;
  try {
    failedTasks = await runTasks(node, {
      // Hundreds of processes and threads load the same modules: compiled once, they start in half the time.
      NODE_COMPILE_CACHE: join(root, '.runtime', 'compile-cache'),
      CROSSOVER_CHROMIUM: browser,
      CROSSOVER_TEST_DATABASE_URL: database.url,
      NX_TUI: 'false',
    });
  } finally {
    await database.stop();
  }
  const { passed, failed, skipped, failures, failedTests } = addUpReports();
  const { lines, failing } = await audited;
  for (const line of lines) process.stdout.write(`${line}\n`);
  const failedChecks = failedTasks.filter((task) => !task.endsWith(':test'));
  if (failing > 0) failedChecks.push(`audit: ${failing} dependencies with known vulnerabilities`);
  const brokenSuites = failedTasks.filter(
    (task) => task.endsWith(':test') && !failures.has(task.split(':')[0]),
  );
  for (const { suite, name, message } of failedTests) {
    process.stdout.write(`FAILED ${suite}: ${name}\n${message.replaceAll(/^/gm, '    ')}\n`);
  }
  for (const check of [...failedChecks, ...brokenSuites]) process.stdout.write(`FAILED ${check}\n`);
  const allFailed = failed + failedChecks.length + brokenSuites.length;
  if (allFailed > 0 || passed === 0) process.exitCode = 1;
  process.stdout.write(`${passed} passed, ${allFailed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
});

/** Runs all targets; returns the tasks that failed or could not start, as `project:target`. */
function runTasks(node, variables) {
  return new Promise((resolve, reject) => {
    const words = ['run-many', '-t', ...targets, '--output-style=static', '--nx-bail=false'];
    const child = spawn(node, [nxProgram, ...words], {
      cwd: root,
      env: { ...environmentWith(node), ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    // Nx names what failed on the one or on the other.
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output += text;
        process[name].write(text);
      });
    }
    child.on('error', reject);
    // Not 'exit': then the last of the output, which names what failed, may still be in the pipe.
    child.on('close', (code) => {
      const plain = stripVTControlCharacters(output);
      const summary = plain.slice(Math.max(plain.lastIndexOf('Failed tasks:'), 0));
      const named = [...summary.matchAll(/^- (\S+:\S+)/gm)].map((match) => match[1]);
      resolve(code === 0 ? [] : named.length > 0 ? named : ['nx:run-many']);
    });
  });
}

function projectFolders() {
  const within = (folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name));
  return [...within('packages'), ...within('apps'), join(root, 'test')];
}

function removeReports() {
  for (const folder of projectFolders()) rmSync(join(folder, 'test-results', 'vitest.json'), { force: true });
}

function addUpReports() {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: new Set(), failedTests: [] };
  for (const folder of projectFolders()) {
    const file = join(folder, 'test-results', 'vitest.json');
    if (!existsSync(file)) continue;
    const report = JSON.parse(readFileSync(file, 'utf8'));
    // A file that cannot be loaded holds no tests, yet it has failed.
    const unloadable = report.testResults.filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
    ).length;
    sum.passed += report.numPassedTests;
    sum.failed += report.numFailedTests + unloadable;
    sum.skipped += report.numPendingTests + report.numTodoTests;
    sum.failedTests.push(...failedTestsOf(report));
    if (report.numFailedTests + unloadable > 0) {
      sum.failures.add(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name);
    }
  }
  return sum;
}

/** What failed and why, for the end of the output: in between, the reports of other projects may have hidden it. */
function failedTestsOf(report) {
  return report.testResults.flatMap((suite) => {
    const failed = suite.assertionResults.filter((test) => test.status === 'failed');
    const unloadable = suite.status === 'failed' && suite.assertionResults.length === 0;
    const named = unloadable
      ? [{ fullName: 'could not be loaded', failureMessages: [suite.message] }]
      : failed;
    return named.map((test) => ({
      suite: relative(root, suite.name),
      name: test.fullName,
      message: stripVTControlCharacters(test.failureMessages.join('\n')).split('\n').slice(0, 12).join('\n'),
    }));
  });
}
