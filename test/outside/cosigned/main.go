// Opens a cosigned checkpoint with golang.org/x/mod/sumdb/note. The package knows signatures of logs (type 1) only; cosignatures (C2SP tlog-cosignature, type 4) are
// verified here, from the specification's words. Reads one JSON object from standard input, writes one to standard output; a note that does not open is an error.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

type input struct {
	Note         string
	VerifierKeys []string
}

type output struct {
	Verified []string
	Times    []uint64
}

// cosigner verifies timestamped signatures of one witness.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}

func verifierOf(text string) note.Verifier {
	parts := strings.SplitN(text, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	if key[0] != 4 {
		verifier, err := note.NewVerifier(text)
		must(err)
		return verifier
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(id[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		must(fmt.Errorf("the id of %s is %08x", text, hash))
	}
	return cosigner{parts[0], hash, key[1:]}
}

func main() {
	var in input
	must(json.NewDecoder(os.Stdin).Decode(&in))
	var verifiers []note.Verifier
	cosigners := map[uint32]bool{}
	for _, text := range in.VerifierKeys {
		verifier := verifierOf(text)
		verifiers = append(verifiers, verifier)
		if _, ok := verifier.(cosigner); ok {
			cosigners[verifier.KeyHash()] = true
		}
	}
	opened, err := note.Open([]byte(in.Note), note.VerifierList(verifiers...))
	must(err)
	var out output
	for _, signature := range opened.Sigs {
		out.Verified = append(out.Verified, signature.Name)
		if cosigners[signature.Hash] {
			bytes, err := base64.StdEncoding.DecodeString(signature.Base64)
			must(err)
			out.Times = append(out.Times, binary.BigEndian.Uint64(bytes[4:]))
		}
	}
	must(json.NewEncoder(os.Stdout).Encode(out))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
