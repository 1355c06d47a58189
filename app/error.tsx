'use client'

import { useTranslations } from 'next-intl'
import { FullPageMessage } from '@/components/shell/full-page-message'
import { Button, LinkButton } from '@/components/ui/button'

type PageErrorProps = { error: Error & { digest?: string }; reset: () => void }

/** A page that threw: says so calmly, with the reference under which the server logged it, and offers another try. */
const PageError = ({ error, reset }: PageErrorProps) => {
  const t = useTranslations('failure')
  const ui = useTranslations('ui')
  return (
    <FullPageMessage
      title={t('pageTitle')}
      text={t('pageText')}
      note={error.digest ? t('reference', { digest: error.digest }) : undefined}
    >
      <Button onClick={reset}>{ui('retry')}</Button>
      <LinkButton href="/" variant="secondary">
        {t('home')}
      </LinkButton>
    </FullPageMessage>
  )
}

export default PageError
