import { css } from 'lit';

export const nodesPageStyles = css`
  h1 {
    margin-bottom: 0.75rem;
  }
  td {
    padding-top: 0.6rem;
    padding-bottom: 0.6rem;
  }
  .scroll {
    /* What is hidden within is placed against it, and does not widen the page. */
    position: relative;
    overflow-x: auto;
  }
  .name {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .load {
    width: 9rem;
  }
  progress-bar {
    margin-top: 0.3rem;
  }
  .condition {
    display: inline-flex;
    align-items: center;
    white-space: nowrap;
    gap: 0.45em;
  }
  .dot {
    flex: none;
    width: 0.55em;
    height: 0.55em;
    border-radius: 50%;
    border: 1.5px solid var(--good);
  }
  .busy .dot {
    background: var(--good);
  }
  .draining .dot,
  .stale .dot {
    border-color: var(--warning);
  }
  .quarantined {
    color: var(--danger);
  }
  .quarantined .dot {
    border-color: var(--danger);
    border-radius: 1px;
    background: var(--danger);
  }
  .reason {
    max-width: 18rem;
    margin: 0.2rem 0 0;
  }
  .problem {
    color: var(--danger);
  }
  .stale {
    color: var(--warning);
  }
  .lost {
    color: var(--muted);
  }
  .lost .dot {
    border-color: var(--muted);
  }
  .runs {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  @media (max-width: 52rem) {
    thead {
      display: none;
    }
    tr {
      display: block;
      padding: 0.8rem 0;
      border-bottom: 1px solid var(--line);
    }
    td,
    td.right,
    td.load {
      display: block;
      width: auto;
      max-width: 24rem;
      padding: 0.2rem 0;
      border: 0;
      text-align: left;
    }
    td[data-label] {
      display: grid;
      grid-template-columns: 6.5rem 1fr;
    }
    td[data-label]::before {
      content: attr(data-label);
      color: var(--muted);
    }
    td[data-label] progress-bar {
      grid-column: 2;
    }
  }
`;
