import { fileURLToPath } from 'node:url';

/** The presets that the page compares with the paper. */
export const presets = ['paper/fig3', 'paper/fig4a', 'paper/fig4b', 'paper/fig5b', 'paper/fig6'];

/** And one of them for longer, as an experiment file. */
export const longerFile = fileURLToPath(new URL('fig4b-longer.yaml', import.meta.url));
