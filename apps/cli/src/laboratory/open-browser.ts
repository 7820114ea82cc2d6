import open from 'open';

/** Shows an address to the person at the machine, if there is a screen to show it on. A failure is no harm. */
export async function openBrowser(address: string): Promise<void> {
  if (!hasDisplay()) return;
  const browser = await open(address).catch(() => null);
  browser?.on('error', () => undefined);
}

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') {
    return process.env['SSH_CONNECTION'] === undefined;
  }
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}
