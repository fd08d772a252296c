"""Make the station's fonts: join the pieces that npm's @fontsource packages hold into one TTF a family and weight."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILIES = {
    "atkinson-hyperlegible-next": ("latin", "latin-ext"),
    "noto-sans": (
        "latin",
        "latin-ext",
        "vietnamese",
        "cyrillic",
        "cyrillic-ext",
        "greek",
        "greek-ext",
        "devanagari",
    ),
}
WEIGHTS = {"400": "regular", "700": "bold"}


def main(packages: Path, fonts: Path) -> None:
    """Write <family>-<weight>.ttf and the family's licence into the folder."""
    for family, subsets in FAMILIES.items():
        folder = packages / "@fontsource" / family
        for number, weight in WEIGHTS.items():
            pieces = [folder / "files" / f"{family}-{subset}-{number}-normal.woff2" for subset in subsets]
            joined(pieces).save(fonts / f"{family}-{weight}.ttf")
        shutil.copy(folder / "LICENSE", fonts / f"OFL-{family}.txt")


def joined(pieces: list[Path]) -> TTFont:
    """One font with the letters of all the pieces."""
    with TemporaryDirectory() as folder:
        plain = []
        for piece in pieces:
            font = TTFont(piece)
            font.flavor = None
            if font["head"].unitsPerEm != 1000:
                scale_upem(font, 1000)
            plain.append(f"{folder}/{piece.stem}.ttf")
            font.save(plain[-1])
        return Merger().merge(plain)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
