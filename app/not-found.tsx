import { useTranslations } from 'next-intl'
import { FullPageMessage } from '@/components/shell/full-page-message'
import { LinkButton } from '@/components/ui/button'

const NotFound = () => {
  const t = useTranslations('failure')
  return (
    <FullPageMessage code="404" title={t('notFoundTitle')} text={t('notFoundText')}>
      <LinkButton href="/">{t('home')}</LinkButton>
    </FullPageMessage>
  )
}

export default NotFound
