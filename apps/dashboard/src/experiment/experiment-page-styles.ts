import { css } from 'lit';

export const experimentPageStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.75rem 3rem;
    margin-bottom: 1.1rem;
    padding-bottom: 0.9rem;
    border-bottom: 1px solid var(--line);
  }
  .words {
    flex: 1 1 26rem;
  }
  .words p {
    margin-top: 0.25rem;
    max-width: 52rem;
    font-size: 0.9375rem;
  }
  .state {
    flex: 0 1 27rem;
    min-width: 20rem;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.4rem 1rem;
  }
  progress-bar {
    margin: 0.4rem 0 0.45rem;
  }
  .problem {
    margin-top: 0.4rem;
    color: var(--danger);
  }
  h1 code {
    margin-left: 0.4rem;
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 400;
    letter-spacing: 0;
    white-space: nowrap;
  }
  .figures {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 280px;
    gap: 1.75rem;
    margin-bottom: 1.5rem;
  }
  /* About what the plot will take, so that what is below stays where it is. */
  .reading {
    min-height: 36rem;
  }
  section {
    padding-top: 0.9rem;
  }
  @media (max-width: 62rem) {
    .figures {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
