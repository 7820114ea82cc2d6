import { css } from 'lit';

export const experimentsPageStyles = css`
  .head {
    display: flex;
    align-items: center;
    gap: 1rem;
    margin-bottom: 0.75rem;
  }
  .head h1 {
    flex: 1;
  }
  td {
    padding-top: 0.7rem;
    padding-bottom: 0.7rem;
  }
  td.asks {
    min-width: 18rem;
    max-width: 40rem;
  }
  .title {
    font-size: 0.9375rem;
    font-weight: 600;
    color: var(--ink);
    text-decoration: none;
  }
  .title:hover {
    text-decoration: underline;
  }
  .question {
    margin-top: 0.15rem;
    color: var(--muted);
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .name {
    color: var(--muted);
    font-size: 0.75rem;
  }
  .chips {
    display: flex;
    flex-direction: column;
    gap: 0.15rem;
  }
  .progress {
    min-width: 17.5rem;
    width: 17.5rem;
  }
  progress-bar {
    margin: 0.45rem 0 0.3rem;
  }
  .when {
    white-space: nowrap;
  }
  .actions {
    --actions-wrap: nowrap;
    width: 1%;
  }
  .problem {
    margin-bottom: 0.75rem;
    padding: 0.5rem 0.8rem;
    border-left: 3px solid var(--danger);
    background: var(--surface);
    font-size: 0.875rem;
  }
  /* A table whose menus are to hang over its edge cannot scroll: where it has no room, rows become blocks. */
  @media (max-width: 68rem) {
    thead {
      display: none;
    }
    tr {
      display: block;
      padding: 0.8rem 0;
      border-bottom: 1px solid var(--line);
    }
    td,
    td.asks {
      display: block;
      min-width: 0;
      padding: 0.2rem 0;
      border: 0;
    }
    .chips {
      flex-flow: row wrap;
      gap: 0.15rem 0.9rem;
    }
    .progress {
      width: auto;
      max-width: 24rem;
    }
    .actions {
      --actions-justify: flex-start;
      --actions-wrap: wrap;
      width: auto;
    }
  }
  /* On a tablet what it asks stands beside how far it is. */
  @media (min-width: 40rem) and (max-width: 68rem) {
    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 21rem;
      column-gap: 2rem;
    }
    td.asks {
      grid-row: span 2;
    }
    td.regimes {
      grid-row: 3;
      align-self: end;
    }
    td.progress,
    td.when,
    td.actions {
      grid-column: 2;
    }
  }
`;
