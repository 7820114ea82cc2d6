import { css } from 'lit';

/** What every part of the page shares: type, controls, tables, focus. */
export const baseStyles = css`
  :host {
    display: block;
    color: var(--ink);
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  h1 {
    font-size: 1.375rem;
    line-height: 1.25;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: 1rem;
    line-height: 1.35;
    font-weight: 650;
  }
  a {
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.18em;
  }
  sup {
    font-size: 0.75em;
    line-height: 0;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 0.8125rem;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 3px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const controlStyles = css`
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: 1.875rem;
    padding: 0.2rem 0.7rem;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--ground);
    font-size: 0.8125rem;
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
  }
  .button:hover {
    background: var(--surface);
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .button.primary:hover {
    filter: brightness(1.08);
  }
`;

export const tableStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
  }
  th {
    padding: 0.4rem 0.75rem;
    text-align: left;
    font-weight: 550;
    color: var(--muted);
    border-bottom: 1px solid var(--line);
    white-space: nowrap;
  }
  td {
    padding: 0.35rem 0.75rem;
    border-bottom: 1px solid var(--line);
    vertical-align: top;
  }
  th:first-child,
  td:first-child {
    padding-left: 0;
  }
  th:last-child,
  td:last-child {
    padding-right: 0;
  }
  th.right,
  td.right {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`;
