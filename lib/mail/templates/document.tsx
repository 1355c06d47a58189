import type { ReactElement, ReactNode } from 'react'
import type { Content } from '@/lib/mail/layout'
import { Paragraph } from '@/lib/mail/parts'
import type { Letter, Say } from '@/lib/mail/reader'

/** The names of figures. */
export type RowName =
  | 'number'
  | 'month'
  | 'amount'
  | 'open'
  | 'fees'
  | 'total'
  | 'dueOn'
  | 'overdue'
  | 'receivedOn'
  | 'via'
  | 'organization'
  | 'role'
  | 'holdsUntil'

/** Figures under their names. */
export const figures = (
  say: Say,
  rows: readonly (readonly [name: RowName, value: string, strong?: 'strong'])[],
): { label: string; value: string; strong: boolean }[] =>
  rows.map(([name, value, strong]) => ({ label: say(`mail.rows.${name}`), value, strong: strong === 'strong' }))

/** Begins with a greeting, as letters do. */
export const Greeted = ({ say, children }: { readonly say: Say; readonly children: ReactNode }): ReactElement => (
  <>
    <Paragraph>{say('mail.greeting')}</Paragraph>
    {children}
  </>
)

/** What e-mails about invoices have in common: they are signed, lead to the invoice, and cannot be switched off. */
export const aboutInvoice = (
  { org, home, seller }: Letter,
  say: Say,
  invoice: string,
  act: string,
): Pick<Content, 'action' | 'closing' | 'why' | 'choose'> => ({
  action: { label: act, href: `${home}/invoices/${invoice}` },
  closing: [say('mail.closing'), ...(seller === '' ? [] : [seller])],
  why: say('mail.whyInvoices', { org }),
  choose: null,
})
