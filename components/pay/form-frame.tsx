import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

/** The place of Stripe's form in the pay panel, with its title and the way out. */
export const FormFrame = ({ onClose, children }: { onClose: () => void; children: ReactNode }) => {
  const t = useTranslations('pay')
  return (
    <div>
      <div className="flex items-center justify-between border-line border-b px-4 py-2.5 sm:px-5">
        <h2 className="text-lg">{t('title')}</h2>
        <Button variant="ghost" size="icon-small" aria-label={t('cancel')} onClick={onClose}>
          <X />
        </Button>
      </div>
      <div className="min-h-40 p-2 sm:p-4">{children}</div>
    </div>
  )
}
