/** Text as a machine sends it. Long lines scroll inside the block. */
export const CodeBlock = ({ caption, text }: { readonly caption: string; readonly text: string }) => (
  <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
    <figcaption className="border-line border-b px-3 py-1.5 text-ink-soft text-xs">{caption}</figcaption>
    <pre className="max-h-128 overflow-auto px-3 py-2.5 font-mono text-xs leading-5 -outline-offset-2">{text}</pre>
  </figure>
)
