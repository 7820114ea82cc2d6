import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/**
 * The arrows of the house, as a table: what a project of each layer may import. Arrows point down only;
 * the two engines do not know each other, and packages of the domain layer stand side by side.
 */
export const layers = {
  'layer:math': [],
  'layer:engine': ['layer:math'],
  'layer:domain': ['layer:engine', 'layer:math'],
  'layer:app': ['layer:domain'],
  'layer:cli': ['layer:app', 'layer:domain'],
  'layer:outside': ['layer:cli', 'layer:app', 'layer:domain', 'layer:engine', 'layer:math'],
};

const inexactMath = [
  'acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'cos', 'cosh', 'exp', 'expm1',
  'hypot', 'log', 'log10', 'log1p', 'log2', 'pow', 'random', 'sin', 'sinh', 'tan', 'tanh',
]; // prettier-ignore

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/*.generated.ts',
      'kernels/**',
      '**/dist-types/**',
      '**/test-results/**',
      '**/node_modules/**',
      '.nx/**',
      '.runtime/**',
      '**/vite.config.ts',
      '**/vitest.config.ts',
      'vitest.shared.ts',
      'vitest.properties.ts',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          banTransitiveDependencies: true,
          depConstraints: Object.entries(layers).map(([sourceTag, onlyDependOnLibsWithTags]) => ({
            sourceTag,
            onlyDependOnLibsWithTags,
          })),
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);

/** For packages that run unchanged in Node and in browsers, with the same bits: no host, no clock, no host mathematics. */
export const pure = tseslint.config({
  files: ['src/**/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: ['node:*'], message: 'This package runs in browsers too.' }] },
    ],
    'no-restricted-globals': [
      'error',
      ...[
        'Date',
        'performance',
        'process',
        'window',
        'document',
        'setTimeout',
        'setInterval',
        'fetch',
        'crypto',
      ].map((name) => ({
        name,
        message: 'Pure packages have no clock, no host and no I/O; effects belong to the apps.',
      })),
    ],
    'no-restricted-properties': [
      'error',
      ...inexactMath.map((property) => ({
        object: 'Math',
        property,
        message: 'The host may round this differently from machine to machine: use math-core.',
      })),
    ],
  },
});
