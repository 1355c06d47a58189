import { FlaskConical } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'

/** Says on every page of a demo that no real money moves. */
export const DemoBanner = () => {
  const t = useTranslations('shell')
  return (
    <Banner tone="warn" icon={<FlaskConical aria-hidden />}>
      {t('demo')}
    </Banner>
  )
}
