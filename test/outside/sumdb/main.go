// Checks what a ParkLedger log has made, with golang.org/x/mod/sumdb (Go's checksum database): nothing of the ledger's own code takes part.
// Reads one JSON object from standard input, writes one to standard output: how much was checked, every fault, and a note and proofs made here for the way back.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	Index int64 `json:",string"`
	From  int64 `json:",string"`
	Size  int64 `json:",string"`
	Proof []tlog.Hash
}

type checkpoint struct {
	Size int64 `json:",string"`
	Note string
	// Whether it must be accepted.
	Good bool
}

type tile struct {
	Level int
	Index int64 `json:",string"`
	Width int
	Bytes []byte
}

type input struct {
	Origin      string
	VerifierKey string
	Leaves      [][]byte
	Checkpoints []checkpoint
	Inclusion   []proof
	Consistency []proof
	Tiles       []tile
}

type output struct {
	Checked     map[string]int
	Faults      []string
	VerifierKey string
	Note        string
	Root        tlog.Hash
	Inclusion   []tlog.Hash
	Consistency []tlog.Hash
}

const tileHeight = 8

// hashes keeps a tree as the checksum database does; it is built from the leaves alone.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = h[index]
	}
	return found, nil
}

// published serves the ledger's tiles to Go's own reader, which checks them against the root.
type published map[string][]byte

func key(level int, index int64, width int) string {
	return fmt.Sprintf("%d/%d/%d", level, index, width)
}

func (p published) Height() int { return tileHeight }
func (p published) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, t := range tiles {
		found, ok := p[key(t.L, t.N, t.W)]
		if !ok {
			return nil, fmt.Errorf("no tile %s", t.Path())
		}
		data[i] = found
	}
	return data, nil
}
func (p published) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	var in input
	must(json.NewDecoder(os.Stdin).Decode(&in))
	out := output{Checked: map[string]int{}, Faults: []string{}}
	check := func(what string, err error) {
		out.Checked[what]++
		if err != nil {
			out.Faults = append(out.Faults, what+": "+err.Error())
		}
	}

	var tree hashes
	for i, leaf := range in.Leaves {
		more, err := tlog.StoredHashes(int64(i), leaf, tree)
		must(err)
		tree = append(tree, more...)
	}
	root := func(size int64) tlog.Hash {
		hash, err := tlog.TreeHash(size, tree)
		must(err)
		return hash
	}

	verifier, err := note.NewVerifier(in.VerifierKey)
	must(err)
	for _, c := range in.Checkpoints {
		err := openCheckpoint(c, in.Origin, verifier, root)
		if !c.Good && err == nil {
			err = fmt.Errorf("size %d was accepted", c.Size)
		} else if !c.Good {
			err = nil
		}
		check("checkpoint", err)
	}
	for _, p := range in.Inclusion {
		check("inclusion", tlog.CheckRecord(p.Proof, p.Size, root(p.Size), p.Index, tlog.RecordHash(in.Leaves[p.Index])))
		own, err := tlog.ProveRecord(p.Size, p.Index, tree)
		must(err)
		check("inclusion", same(own, p.Proof))
	}
	for _, p := range in.Consistency {
		check("consistency", tlog.CheckTree(p.Proof, p.Size, root(p.Size), p.From, root(p.From)))
		own, err := tlog.ProveTree(p.Size, p.From, tree)
		must(err)
		check("consistency", same(own, p.Proof))
	}

	tiles := published{}
	for _, t := range in.Tiles {
		own, err := tlog.ReadTileData(tlog.Tile{H: tileHeight, L: t.Level, N: t.Index, W: t.Width}, tree)
		must(err)
		if !bytes.Equal(own, t.Bytes) {
			err = fmt.Errorf("tile %s differs", key(t.Level, t.Index, t.Width))
		}
		check("tile", err)
		tiles[key(t.Level, t.Index, t.Width)] = t.Bytes
	}
	size := int64(len(in.Leaves))
	fromTiles := tlog.TileHashReader(tlog.Tree{N: size, Hash: root(size)}, tiles)
	for i := range in.Leaves {
		found, err := fromTiles.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(i))})
		if err == nil && found[0] != tlog.RecordHash(in.Leaves[i]) {
			err = fmt.Errorf("leaf %d read from tiles differs", i)
		}
		check("leaf from tiles", err)
	}

	out.answer(in.Origin, root(size), size, tree)
	must(json.NewEncoder(os.Stdout).Encode(out))
}

// openCheckpoint reads a checkpoint as C2SP tlog-checkpoint has it; the package's own ParseTree knows the checksum database's origin only.
func openCheckpoint(c checkpoint, origin string, verifier note.Verifier, root func(int64) tlog.Hash) error {
	opened, err := note.Open([]byte(c.Note), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != origin {
		return fmt.Errorf("not a checkpoint of %s: %q", origin, opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size != c.Size || strconv.FormatInt(size, 10) != lines[1] {
		return fmt.Errorf("size %q", lines[1])
	}
	hash, err := tlog.ParseHash(lines[2])
	if err != nil || hash != root(size) {
		return fmt.Errorf("root %q of size %d", lines[2], size)
	}
	return nil
}

// answer makes a signed checkpoint and proofs here, for the ledger's code to verify.
func (out *output) answer(origin string, root tlog.Hash, size int64, tree hashes) {
	seed := sha256.Sum256([]byte("outside"))
	signingKey, verifierKey, err := note.GenerateKey(bytes.NewReader(seed[:]), origin)
	must(err)
	signer, err := note.NewSigner(signingKey)
	must(err)
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, base64.StdEncoding.EncodeToString(root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	must(err)
	out.Note, out.VerifierKey, out.Root = string(signed), verifierKey, root
	out.Inclusion, err = tlog.ProveRecord(size, size/3, tree)
	must(err)
	out.Consistency, err = tlog.ProveTree(size, size/3, tree)
	must(err)
}

func same(a, b []tlog.Hash) error {
	if fmt.Sprint(a) != fmt.Sprint(b) {
		return fmt.Errorf("proofs differ: %v, %v", a, b)
	}
	return nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
