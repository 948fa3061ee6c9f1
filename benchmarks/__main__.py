"""Everything that can be measured: quality, reliability of the confidence, and what each rule contributes.

    python -m benchmarks [--gold DIR] [--json] [--quick] [--model NAME]

--gold (or KG_GOLD) names the folder of the sets that others coded; --quick leaves out the ablation, which measures
everything once for each row. Each part has a command of its own: benchmarks.quality, .calibration, .ablation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from benchmarks import ablation, calibration, quality


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints three tables, or one JSON object."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n\n")[0])
    options.add_argument("--gold", help="folder of the sets that others coded")
    options.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options.add_argument("--quick", action="store_true", help="leave out the ablation")
    options.add_argument("--model", help="spaCy pipeline to parse with")
    given = options.parse_args(arguments)
    folder = quality.gold_folder(given.gold)
    figures = {
        "quality": quality.measure(folder, given.model),
        "reliability": calibration.reliability(folder, given.model),
    }
    if not given.quick:
        figures["ablation"] = ablation.ablation(folder, given.model)
    if given.json:
        print(json.dumps(figures, indent=1))
        return
    print(quality.table(figures["quality"]))
    print(
        "\nHow far the confidence of a provision can be relied on", calibration.table(figures["reliability"]), sep="\n"
    )
    if "ablation" in figures:
        print("\nF1 with a rule switched off, less F1 with all on", ablation.table(figures["ablation"]), sep="\n")


if __name__ == "__main__":
    main()
