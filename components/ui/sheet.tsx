'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { buttonStyle } from './button-style'

export const Sheet = Primitive.Root
export const SheetTrigger = Primitive.Trigger
export const SheetClose = Primitive.Close

/** A panel from the left edge, for navigation on a phone. */
export const SheetContent = ({ title, children }: { title: string; children: ReactNode }) => {
  const t = useTranslations('ui')
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
      <Primitive.Content
        aria-describedby={undefined}
        className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-slide flex-col gap-4 overflow-y-auto border-line border-r bg-raised p-4 shadow-float"
      >
        <div className="flex items-center justify-between">
          <Primitive.Title className="text-lg">{title}</Primitive.Title>
          <Primitive.Close aria-label={t('close')} className={buttonStyle({ variant: 'ghost', size: 'icon' })}>
            <X />
          </Primitive.Close>
        </div>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  )
}
