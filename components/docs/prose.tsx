import type { ReactNode } from 'react'

const codeStyle = 'rounded-sm bg-hover px-1 py-px font-mono text-[0.92em] [overflow-wrap:anywhere]'

/** A name as code in running text. */
export const Code = ({ children }: { readonly children: ReactNode }) => <code className={codeStyle}>{children}</code>

/** Text in which `backticks` mark code. */
export const Prose = ({ text }: { readonly text: string }) =>
  text
    .split('`')
    .map((part, index) => ({ part, key: `${index}-${part}` }))
    .map(({ part, key }, index) => (index % 2 === 1 ? <Code key={key}>{part}</Code> : part))
