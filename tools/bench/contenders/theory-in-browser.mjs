/** The same work in a worker of a page; the time is taken there, so that messages do not count. */
export async function theoryInBrowserContender(definition, { browser }) {
  const worker = await browser.startWorker();
  await worker.ask(definition);
  return {
    unitsPerWork: 1,
    secondsPerUnit: async (count) => (await worker.ask(count)).seconds / count,
    close: worker.close,
  };
}
