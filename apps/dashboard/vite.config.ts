import { defaultClientConditions, defineConfig } from 'vite';

/**
 * One page, served by the coordinator under a strict content security policy: every script, style and icon
 * is a file of its own, nothing is inlined. Our packages are taken from their sources where those are at
 * hand, so that the page needs no build of them.
 */
export default defineConfig({
  base: '/',
  resolve: { conditions: ['@crossover/source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    // Vega and Vega-Lite are loaded when the first plot is, and are as large as they are.
    chunkSizeWarningLimit: 1200,
  },
});
