/** The looks shared by text inputs, selects and text areas. 16 px on phones, so that focus does not zoom the page. */
export const controlStyle =
  'w-full min-w-0 rounded-md border border-line-strong/70 bg-surface px-2.5 text-lg text-ink sm:text-base ' +
  'placeholder:text-ink-faint hover:border-line-strong disabled:cursor-not-allowed disabled:bg-sunken ' +
  'disabled:text-ink-faint aria-invalid:border-bad aria-invalid:outline-bad'
