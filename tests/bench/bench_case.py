"""What one undisturbed Suzhou case uses of AWS, and what that costs at list prices, by service.

A complaint that the rules are sure of: received, dispatched, signed for the same morning, replied and approved after
two days, passed, answered, rated good a day later. Only what the case sets off is counted, not the days' sweeps.
Run: python -m tests.bench.bench_case
"""

import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "journeys"))

from city import CHINA, PROGRAMME, REPLY, City

from huiyin_local.deployment import deploy, start
from huiyin_local.usage import Meter, bill
from huiyin_local.usage.prices import assumed_ms

AIM = 0.0008
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)


def live(city: City) -> None:
    """The life of one case in which everybody does their part in time."""
    letter = city.hand_in()
    city.pass_time(hours=1)
    city.does("handler", letter, "SignFor", confirm="yes")
    city.next_working_day(10)
    city.next_working_day(10)
    city.does("handler", letter, "SubmitReply", **REPLY)
    city.pass_time(hours=1)
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.pass_time(hours=1)
    city.does("centre", letter, "PassReply", confirm="yes")
    city.next_working_day(10)
    city.does("requester", letter, "Rate", rating="good")
    assert city.track(letter)["stage"] == "archived"
    city.pass_time(days=30)  # the last clock runs out


def measured(days_only: bool) -> tuple[Meter, dict[str, float]]:
    """The meter of one life, or of the same days without any letter."""
    with start(MONDAY, (PROGRAMME,), seed=1) as cloud:
        city, meter = City(deploy(cloud, PROGRAMME)), Meter(assumed_ms=assumed_ms())
        meter.attach(cloud)
        if days_only:
            city.pass_time(days=33, hours=25)
        else:
            live(city)
        meter.detach()
        return meter, bill(meter).usd


def main() -> None:
    case, usd = measured(days_only=False)
    sweeps, sweeps_usd = measured(days_only=True)
    own = {service: usd[service] - sweeps_usd[service] for service in usd}
    print("one undisturbed case, without the sweeps of its days")
    print(f"  Step Functions transitions {case.sfn_transitions - sweeps.sfn_transitions}")
    for function, count in sorted((case.lambda_invocations - sweeps.lambda_invocations).items()):
        print(f"  Lambda {function:<14} {count}")
    print(f"  DynamoDB read units        {case.read_units - sweeps.read_units}")
    print(f"  DynamoDB write units       {case.write_units - sweeps.write_units}")
    print(f"  events {case.events_put}, messages {case.messages}")
    for service, amount in own.items():
        print(f"  {service:<16} ${amount:.7f}")
    total = sum(own.values())
    print(f"  usd_per_case     ${total:.7f}   {total / AIM:.2f} of the aim of ${AIM}")


if __name__ == "__main__":
    main()
