import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { RechargeItem } from './recharge-item'

const everyMs = 4000

/** Shows the page again as long as a recharge is under way, so that its end is seen without a reload. */
export const useFreshStanding = (standing: RechargeItem['standing']): void => {
  const router = useRouter()
  const isMoving = standing === 'due' || standing === 'in_flight'
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(() => router.refresh(), everyMs)
    return () => clearInterval(timer)
  }, [isMoving, router])
}
