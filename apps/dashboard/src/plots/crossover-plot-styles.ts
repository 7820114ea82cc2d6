import { css } from 'lit';

export const crossoverPlotStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    margin-bottom: 0.75rem;
  }
  .tools h2 {
    flex: 1 1 16rem;
  }
  .unneeded {
    visibility: hidden;
  }
  .columns {
    display: grid;
  }
  .heading h3 {
    font-size: 0.875rem;
    font-weight: 600;
  }
  .heading p {
    font-size: 0.8125rem;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
    line-height: 1.35;
    min-height: 2.7em;
  }
  .heading regime-chip {
    font-size: 0.9375rem;
  }
  .foot {
    margin-top: 0.75rem;
    max-width: 62rem;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .foot p + p {
    margin-top: 0.25rem;
  }
  .problem {
    color: var(--danger);
  }
  plot-surface {
    margin: 0.25rem 0 0.35rem;
  }
`;
