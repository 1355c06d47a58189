import type { ReactNode } from 'react'
import { Logo } from './logo'

export type FullPageMessageProps = {
  readonly code?: string
  readonly title: string
  readonly text: string
  readonly note?: string | undefined
  readonly children: ReactNode
}

/** A page with one thing to say: not found, failed, no access. */
export const FullPageMessage = ({ code, title, text, note, children }: FullPageMessageProps) => (
  <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-8 p-6">
    <Logo />
    <div>
      {code ? <p className="figures text-ink-faint text-sm">{code}</p> : null}
      <h1 className="text-2xl">{title}</h1>
      <p className="mt-2 text-ink-soft">{text}</p>
      {note ? <p className="mt-2 font-mono text-ink-faint text-xs">{note}</p> : null}
    </div>
    <div className="flex flex-wrap gap-2">{children}</div>
  </main>
)
