import { ScrollRegion } from '@/components/ui/scroll-region'

/** Text as a machine sends it. Long lines scroll inside the block. */
export const CodeBlock = ({ caption, text }: { readonly caption: string; readonly text: string }) => (
  <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
    <figcaption className="border-line border-b px-3 py-1.5 text-ink-soft text-xs">{caption}</figcaption>
    <ScrollRegion label={caption} className="max-h-128 overflow-auto">
      <pre className="w-max min-w-full px-3 py-2.5 font-mono text-xs leading-5">{text}</pre>
    </ScrollRegion>
  </figure>
)
