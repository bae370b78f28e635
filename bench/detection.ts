import { detect } from '../api/src/masking/detection.ts';
import { PersonalDataKind } from '../api/src/service/service.entity.ts';
import type { Plan, Results } from './scenarios.ts';

const kinds = new Set(Object.values(PersonalDataKind));
const message =
  '안녕하세요, 지난주 금요일에 주문한 상품이 아직 도착하지 않았어요. 주문번호는 2026-0042이고 결제 금액은 12,345원입니다. ' +
  'Could you check it, please? 배송 조회가 되지 않네요. 제 번호는 010-1234-5678입니다. 확인 부탁드립니다! ';
const accounts = '국민 123-456-789012, ';
const smile = '감사합니다 😊 ';

/** Detection in this process, by itself: its cost for a message, and whether it stays the same for each character of a long one. */
export function measureDetection(plan: Plan, results: Results): void {
  const texts = [
    { name: 'a message of 1,000 characters', text: ofLength(message, 1_000), target: { most: 50 } },
    { name: 'the same with emoji', text: ofLength(message + smile, 1_000), target: { most: 50 } },
    { name: '100,000 characters, for each 1,000', text: ofLength(message, 100_000), target: { most: 50 } },
    { name: 'account numbers only, 1,000 characters', text: ofLength(accounts, 1_000) },
    { name: 'account numbers only, 100,000, for each 1,000', text: ofLength(accounts, 100_000) },
  ];
  const rounds: Record<string, { floor: number[]; damso: number[] }> = {};
  for (const { name, text, target } of texts) {
    const normalize = () => text.normalize('NFKC').length;
    const find = () => detect(text, kinds).length;
    for (const work of [normalize, find]) cpuOf(work, text.length, plan.heating.seconds / 10);
    const measured = { floor: [] as number[], damso: [] as number[] };
    for (let round = 0; round < plan.rounds; round += 1) {
      measured.floor.push(cpuOf(normalize, text.length, plan.window.seconds / 10));
      measured.damso.push(cpuOf(find, text.length, plan.window.seconds / 10));
    }
    rounds[name] = measured;
    results.rows.push({
      metric: `detection: ${name}`,
      unit: 'µs',
      ...measured,
      judged: 'itself',
      ...(target && { target }),
    });
  }
  results.rounds.detection = rounds;
}

/** CPU for 1,000 characters in microseconds, from as many repetitions as so many seconds hold. */
function cpuOf(work: () => number, length: number, seconds: number): number {
  const began = process.cpuUsage();
  let repetitions = 0;
  let used = 0;
  // Asking the clock costs time too.
  for (let batch = 1; used < seconds * 1e6; batch *= 2) {
    for (let repetition = 0; repetition < batch; repetition += 1) work();
    repetitions += batch;
    const { user, system } = process.cpuUsage(began);
    used = user + system;
  }
  return used / repetitions / (length / 1_000);
}

function ofLength(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}
