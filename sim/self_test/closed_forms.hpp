// What queueing theory and calculus say of systems that Outlive can simulate, too: formulas alone, none of which knows of the
// engine. Times are in hours unless said otherwise.
#pragma once

namespace outlive::self_test {

/// The chance that an arrival finds all `servers` busy and is refused, `offered` being arrivals per mean service time: Erlang's
/// loss formula by its recurrence B(c) = a B(c-1) / (c + a B(c-1)), whatever the distribution of service (A. K. Erlang 1917;
/// insensitivity: B. A. Sevastyanov 1957).
double erlang_b(int servers, double offered);

/// The chance that an arrival has to wait for exponential service: c B / (c - a (1 - B)).
double erlang_c(int servers, double offered);

/// The mean wait of all arrivals, in mean service times: C / (c - a).
double erlang_wait(int servers, double offered);

/// The mean wait for one server, in mean service times, of Poisson arrivals: load (1 + v) / (2 (1 - load)), where v is variance
/// over squared mean of service (F. Pollaczek 1930, A. Y. Khinchine 1932).
double pollaczek_khinchine(double load, double squared_variation);

/// How long work takes: exponential, or lognormal.
class WorkTime {
 public:
  static WorkTime exponential(double mean);
  static WorkTime lognormal(double median, double sigma);

  /// P(D > t).
  [[nodiscard]] double longer_than(double t) const;
  /// E[min(D, t)], the integral of P(D > u) from 0 to t. Exponential: m (1 - e^(-t/m)). Lognormal, with Phi the normal
  /// distribution, mu the logarithm of the median and s = sigma: e^(mu + s^2/2) Phi((ln t - mu - s^2) / s) + t P(D > t)
  /// (limited expected value; S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, appendix A).
  [[nodiscard]] double up_to(double t) const;

 private:
  double scale_ = 1;  // mean or median
  double sigma_ = 0;  // 0: exponential
};

/// A price as bills have it: time is rounded up to whole grains, and a least time is charged.
struct Billing {
  double grain = 1.0 / 3600;
  double minimum = 0;
};

/// The mean time that is charged for work that goes on idly for `idle_after` and that a limit ends: with L = min(D + idle_after,
/// limit) it is E[max(minimum, grain ceil(L / grain))]. A variable that is rounded up to whole grains has the mean grain * sum
/// over k >= 0 of P(L > k grain); below the minimum each of these probabilities is 1. `limit` and `minimum` are whole grains.
double charged(const WorkTime& work, double limit, const Billing& billing, double idle_after = 0);

/// A session that nobody stops: it runs one statement, goes on idly for `idle_timeout`, and ends at its limit at the latest.
/// Its mean length is E[min(D + T, B)] = T + E[min(D, B - T)].
double forgotten_length(const WorkTime& work, double idle_timeout, double limit);

/// Between two statements an exponential gap of mean g runs against the idle timeout T: the chance e^(-T/g) that the session is
/// ended in it, and the mean idle time g (1 - e^(-T/g)) that it adds to the bill, E[min(gap, T)].
double ended_in_gap(double mean_gap, double idle_timeout);
double idle_in_gap(double mean_gap, double idle_timeout);

/// Statements with such gaps between them, until the session is ended: the chance that all were run, and the mean idle time.
double all_gaps_survived(int gaps, double mean_gap, double idle_timeout);
double idle_in_gaps(int gaps, double mean_gap, double idle_timeout);

/// Work begins at a moment that is uniform between `from` and `to` before its user signs out, and is ended `limit` after it
/// began. The chance that it completes, and after the sign-out: P(A < D <= B) = E[P(D > A)] - P(D > B), where the mean of
/// P(D > A) over A is that of its integral, (E[min(D, to)] - E[min(D, from)]) / (to - from).
double outlives_sign_out(const WorkTime& work, double from, double to, double limit);

}  // namespace outlive::self_test
