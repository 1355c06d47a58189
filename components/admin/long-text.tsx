/** What is no longer than this is shown whole. */
const mostAtOnce = 180

/** A sentence from outside, as long as it likes: its first lines, and the rest when it is asked for. */
export const LongText = ({ text }: { readonly text: string }) =>
  text.length <= mostAtOnce ? (
    <span className="block [overflow-wrap:anywhere]">{text}</span>
  ) : (
    <details className="group/text min-w-0">
      <summary className="list-none rounded-sm [&::-webkit-details-marker]:hidden">
        <span className="line-clamp-3 [overflow-wrap:anywhere] group-open/text:line-clamp-none">{text}</span>
        <span className="mt-0.5 block w-fit text-ink-soft text-xs underline group-open/text:hidden">
          Show all of it
        </span>
        <span className="mt-0.5 hidden w-fit text-ink-soft text-xs underline group-open/text:block">Show less</span>
      </summary>
    </details>
  )
