import { useTranslations } from 'next-intl'
import { Fragment } from 'react'

export type Payer = { readonly name: string; readonly email: string }

/** Who of the organization can mend it, for a reader who cannot. */
export const WhomToAsk = ({ payers }: { payers: readonly Payer[] }) => {
  const t = useTranslations('stopped')
  if (payers.length === 0) return <> {t('askOperator')}</>
  return (
    <>
      {' '}
      {t('ask')}{' '}
      {payers.map(({ name, email }, index) => (
        <Fragment key={email}>
          {index > 0 ? ', ' : null}
          <a href={`mailto:${email}`} className="font-medium underline underline-offset-2 [overflow-wrap:anywhere]">
            {name || email}
          </a>
        </Fragment>
      ))}
      .
    </>
  )
}
