/** Makes this process a child that does what its parent says, and ends with it. */
export function obey(commands, { onEnd = () => undefined } = {}) {
  process.on('message', ({ id, command, parameters }) => {
    Promise.resolve()
      .then(() => commands[command](parameters))
      .then(
        (answer) => process.send({ id, answer: answer ?? null }),
        (error) => process.send({ id, failure: String(error?.data?.message ?? error?.stack ?? error) }),
      );
  });
  process.once('disconnect', () => {
    void Promise.resolve(onEnd()).finally(() => process.exit(0));
  });
}
