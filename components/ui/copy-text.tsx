'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { classNames } from './class-names'

export type CopyTextProps = { readonly text: string; readonly className?: string }

/** An id or secret as text that copies itself when pressed, and says so for two seconds. */
export const CopyText = ({ text, className }: CopyTextProps) => {
  const t = useTranslations('ui')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`${copied ? t('copied') : t('copy')}: ${text}`}
      className={classNames(
        'inline-flex max-w-full items-center gap-1.5 rounded-sm text-left font-mono text-ink-soft text-xs hover:text-ink',
        className,
      )}
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
      <Icon aria-hidden className={classNames('size-3.5 shrink-0', copied ? 'text-good' : 'text-ink-faint')} />
    </button>
  )
}
