import type { ReactNode } from 'react'

/** One group of the page, which can be linked to. */
export const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section id={id} className="flex scroll-mt-4 flex-col gap-4 border-line border-t pt-6">
    <h2 className="text-xl">{title}</h2>
    {children}
  </section>
)

/** A row of specimens with its caption. */
export const Specimen = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0">
    <p className="mb-2 text-ink-faint text-xs">{name}</p>
    <div className="flex flex-wrap items-center gap-3">{children}</div>
  </div>
)
