import { formatCount } from "../format";
import { worthAsking, type DialRates, type DialReading } from "./dial";
import { rateText } from "./gap-words";

/** A share of positives, with the digits that tell it from 0 and from 1: 0.0012 → "0.12 %", 0.99999 → "99.999 %". */
export function shareText(share: number): string {
  const percent = Number((share * 100).toPrecision(12));
  const small = Math.min(percent, 100 - percent);
  if (small === 0) return `${percent}\u202f%`;
  const decimals = Math.max(1, Math.min(6, 1 - Math.floor(Math.log10(small))));
  return `${Number(percent.toFixed(decimals))}\u202f%`;
}

/** What the dial says where it stands, in a sentence or two. @param rates whose they are: "train" */
export function dialSentences({ prevalence, accuracy, precision, called, alwaysZero, alwaysOne }: DialReading, rates: string, eventsPerDay: number): string[] {
  const place = `Where ${shareText(prevalence)} of events are positive`;
  if (accuracy === null || called === null) return [`${place}, nothing can be said by the rates of ${rates}: one of its classes has no row.`];
  const [answer, best] = alwaysOne > alwaysZero ? [1, alwaysOne] as const : [0, alwaysZero] as const;
  const than = Math.abs(accuracy - best) < 5e-7 ? "the same as" : accuracy > best ? "more than" : "less than";
  const alerts = called * eventsPerDay;
  const real = precision === null ? "there are no alerts" : `of 100 alerts ${perHundred(precision)} are real`;
  return [
    `${place}, a model with the rates of ${rates} scores ${rateText(accuracy)}: ${than} answering ${answer} every time (${rateText(best)}).`,
    `It raises ${dailyText(alerts)} ${dailyText(alerts) === "1" ? "alert" : "alerts"} a day of ${formatCount(eventsPerDay)} events; ${real}.`,
  ];
}

/** Between which shares of positives the model is worth asking, in a sentence. */
export function worthSentence(rates: DialRates, of: string): string {
  const worth = worthAsking(rates);
  switch (worth.type) {
    case "undefined":
      return `One class of ${of} has no row, so one of its rates is undefined.`;
    case "nowhere":
      return `By the rates of ${of} one of the two constant answers is at least as good at any share of positives: the model calls positives no more often than negatives.`;
    case "between": {
      const { low, high } = worth;
      if (low === 0 && high === 1) return `By the rates of ${of} the model is right about every row, so it beats both constant answers at any share of positives.`;
      if (low === 0) return `By the rates of ${of} it scores more than both constant answers wherever fewer than ${shareText(high)} of events are positive.`;
      if (high === 1) return `By the rates of ${of} it scores more than both constant answers wherever more than ${shareText(low)} of events are positive.`;
      return `By the rates of ${of} it scores more than both constant answers only where between ${shareText(low)} and ${shareText(high)} of events are positive.`;
    }
  }
}

/** A number of events a day: whole from ten on, else with two digits. */
export function dailyText(value: number): string {
  return value >= 10 ? formatCount(Math.round(value)) : String(Number(value.toPrecision(2)));
}

function perHundred(share: number): string {
  const hundred = share * 100;
  if (hundred === 0 || hundred === 100) return hundred === 0 ? "none" : "all";
  return hundred < 1 ? "fewer than 1" : hundred > 99 ? "more than 99" : `about ${Math.round(hundred)}`;
}
